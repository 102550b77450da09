{{/* Takes one evaluation part. */}}
{{- define "lodestar.evaluation.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ int .runAsUser }}
runAsGroup: {{ int .runAsUser }}
fsGroup: {{ int .runAsUser }}
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "lodestar.evaluation.volume" -}}
{{- if not .Values.evaluation.persistence.enabled -}}
- name: data
  emptyDir: {}
{{- end -}}
{{- end -}}

{{- define "lodestar.evaluation.claim" -}}
{{- if .Values.evaluation.persistence.enabled -}}
volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      {{- include "lodestar.claimSpec" (dict "persistence" .Values.evaluation.persistence "accessMode" "ReadWriteOnce") | nindent 6 }}
{{- end -}}
{{- end -}}

{{/* The launcher's realm, and the client by which timelines ask each other. */}}
{{- define "lodestar.evaluation.realm" -}}
{{- $realm := fromJson (.Files.Get "files/lodestar-realm.json") -}}
{{- $report := dict -}}
{{- range $realm.clients -}}{{- if eq .clientId "lodestar-report" -}}{{- $report = . -}}{{- end -}}{{- end -}}
{{- $client := mergeOverwrite (deepCopy $report) (dict "clientId" .Values.services.metrics.client.id "description" "metrics- and cohort-service asking their own replicas." "secret" "${LODESTAR_TIMELINES_CLIENT_SECRET}") -}}
{{- $user := dict "username" (printf "service-account-%s" .Values.services.metrics.client.id) "enabled" true "serviceAccountClientId" .Values.services.metrics.client.id "realmRoles" (list "replica") -}}
{{- $_ := set $realm "clients" (append $realm.clients $client) -}}
{{- $_ := set $realm "users" (append $realm.users $user) -}}
{{- toPrettyJson $realm -}}
{{- end -}}
