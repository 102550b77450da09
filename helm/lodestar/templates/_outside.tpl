{{/* What the suite stands on: brought along, or the evaluation parts. */}}

{{- define "lodestar.kafka.bootstrap" -}}
{{- if .Values.evaluation.enabled -}}
{{- printf "%s-kafka:9092" (include "lodestar.fullname" .) -}}
{{- else -}}
{{- required "kafka.bootstrapServers is needed, as kafka-bootstrap.kafka:9092 (or evaluation.enabled=true to try Lodestar out)" .Values.kafka.bootstrapServers -}}
{{- end -}}
{{- end -}}

{{/* The brokers' ports, each once, as JSON. */}}
{{- define "lodestar.kafka.ports" -}}
{{- $ports := list -}}
{{- range splitList "," (include "lodestar.kafka.bootstrap" .) -}}
{{- $ports = append $ports (atoi (last (splitList ":" (trim .)))) -}}
{{- end -}}
{{- uniq $ports | toJson -}}
{{- end -}}

{{- define "lodestar.oidc.issuer" -}}
{{- if .Values.evaluation.enabled -}}
{{- printf "http://%s-keycloak:8080/realms/lodestar" (include "lodestar.fullname" .) -}}
{{- else -}}
{{- required "oidc.issuer is needed, as https://id.example.com/realms/lodestar (or evaluation.enabled=true to try Lodestar out)" .Values.oidc.issuer -}}
{{- end -}}
{{- end -}}

{{/* The port of an address such as https://host or http://host:8080/path. */}}
{{- define "lodestar.port" -}}
{{- $url := urlParse . -}}
{{- $parts := splitList ":" $url.host -}}
{{- if gt (len $parts) 1 -}}{{ last $parts }}{{- else if eq $url.scheme "https" -}}443{{- else -}}80{{- end -}}
{{- end -}}

{{/* Takes root and s. */}}
{{- define "lodestar.database.host" -}}
{{- if .root.Values.evaluation.enabled -}}
{{- printf "%s-postgresql" (include "lodestar.fullname" .root) -}}
{{- else -}}
{{- required "database.host is needed, as postgres.data (or evaluation.enabled=true to try Lodestar out)" (coalesce .s.database.host .root.Values.database.host) -}}
{{- end -}}
{{- end -}}

{{/* TLS to PostgreSQL and to the others is no business of the evaluation parts. */}}
{{- define "lodestar.kafka.secured" -}}
{{- if and (not .Values.evaluation.enabled) (ne .Values.kafka.security.protocol "PLAINTEXT") -}}true{{- end -}}
{{- end -}}
{{- define "lodestar.database.secured" -}}
{{- if and (not .Values.evaluation.enabled) (ne .Values.database.tlsMode "disable") -}}true{{- end -}}
{{- end -}}

{{/*
Where a credential is: the item's own secret, else the common one, else the chart's. Takes root, item (with existingSecret and existingSecretKey) and
key, the key in the common one. Gives a secretKeyRef.
*/}}
{{- define "lodestar.secretKeyRef" -}}
{{- if .item.existingSecret -}}
name: {{ .item.existingSecret }}
key: {{ .item.existingSecretKey }}
{{- else if .root.Values.credentials.existingSecret -}}
name: {{ .root.Values.credentials.existingSecret }}
key: {{ .key }}
{{- else -}}
name: {{ include "lodestar.fullname" .root }}-credentials
key: {{ .key }}
{{- end -}}
{{- end -}}

{{/* The credentials that the chart keeps itself, as JSON: name in the secret to value from the values ("" when there is none). */}}
{{- define "lodestar.ownCredentials" -}}
{{- $root := . -}}
{{- $own := dict -}}
{{- if not .Values.credentials.existingSecret -}}
{{- if not .Values.pseudonym.existingSecret -}}{{- $_ := set $own "pseudonym-key" .Values.pseudonym.key -}}{{- end -}}
{{- if and .Values.notification.enabled (not .Values.notification.existingSecret) -}}{{- $_ := set $own "notification-key" .Values.notification.key -}}{{- end -}}
{{- with .Values.notification.mail -}}
{{- if and $.Values.notification.enabled .host .username (not .existingSecret) -}}{{- $_ := set $own "mail-password" .password -}}{{- end -}}
{{- end -}}
{{- if not .Values.audit.existingSecret -}}{{- $_ := set $own "audit-signing-key" .Values.audit.signingKey -}}{{- end -}}
{{- range $name, $what := fromYaml (include "lodestar.services" .) -}}
{{- $s := fromJson (include "lodestar.settings" (dict "root" $root "name" $name)) -}}
{{- if and $what.database (not $s.database.existingSecret) -}}
{{- $_ := set $own (printf "database-password-%s" $name) $s.database.password -}}
{{- end -}}
{{- if and $what.client (not $s.client.existingSecret) -}}
{{- $key := ternary "client-secret-timelines" (printf "client-secret-%s" $name) $what.shards -}}
{{- if or (not $what.shards) (eq (include "lodestar.asksPeers" (dict "root" $root "s" $s)) "true") -}}
{{- $_ := set $own $key (coalesce $s.client.secret (index $own $key)  "") -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $own -}}
{{- end -}}

{{/* Whether a service may have several replicas. Takes its settings. */}}
{{- define "lodestar.manyReplicas" -}}
{{- if or (gt (int .replicas) 1) .autoscaling.enabled .autoscaling.external -}}true{{- end -}}
{{- end -}}

{{/*
Whether replicas of a service that holds shards can ask each other: there is a credential for it. A single one is made ready for more wherever that takes nothing from its user, so that its pod
stays when replicas are added or taken. Takes root and s.
*/}}
{{- define "lodestar.asksPeers" -}}
{{- if or (eq (include "lodestar.manyReplicas" .s) "true") .root.Values.evaluation.enabled .s.client.secret .s.client.existingSecret -}}true{{- end -}}
{{- end -}}
