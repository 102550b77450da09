{{/* A setting's environment variable. */}}
{{- define "lodestar.variable" -}}
{{- regexReplaceAll "[^A-Za-z0-9]" . "_" | upper -}}
{{- end -}}

{{/* A number without an exponent, anything else as it is. */}}
{{- define "lodestar.plain" -}}
{{- if kindIs "float64" . -}}
{{- if eq . (floor .) -}}{{ int64 . }}{{- else -}}{{ . }}{{- end -}}
{{- else -}}{{ . }}{{- end -}}
{{- end -}}

{{/* The settings of a service that are no secret, as a ConfigMap's data. Takes root, name, s and what. */}}
{{- define "lodestar.config" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $s := .s -}}
{{- $what := .what -}}
{{- $data := dict -}}
{{- $_ := set $data "QUARKUS_HTTP_HOST" "0.0.0.0" -}}
{{- $_ := set $data "QUARKUS_HTTP_PORT" "8080" -}}
{{- $_ := set $data "QUARKUS_MANAGEMENT_HOST" "0.0.0.0" -}}
{{- $_ := set $data "QUARKUS_MANAGEMENT_PORT" "9000" -}}
{{- $_ := set $data "QUARKUS_SHUTDOWN_DELAY" (printf "%dS" (int $s.shutdown.delaySeconds)) -}}
{{- $_ := set $data "QUARKUS_SHUTDOWN_TIMEOUT" (printf "%dS" (int $s.shutdown.timeoutSeconds)) -}}
{{- $_ := set $data "QUARKUS_LOG_LEVEL" $values.logs.level -}}
{{- $_ := set $data "QUARKUS_LOG_CONSOLE_JSON_ENABLED" (toString $values.logs.json) -}}
{{- $_ := set $data "JAVA_TOOL_OPTIONS" $s.jvmOptions -}}
{{- $_ := set $data "LODESTAR_TIME_ZONE" $values.timeZone -}}
{{- $_ := set $data "LODESTAR_CURRENCY" $values.currency -}}
{{- if eq (include "lodestar.planned" .) "true" -}}
{{- $_ := set $data "LODESTAR_TRACKING_PLAN_FILE" "/etc/lodestar/tracking-plan/tracking-plan.json" -}}
{{- end -}}
{{- $_ := set $data "LODESTAR_OIDC_ISSUER" (include "lodestar.oidc.issuer" $root) -}}
{{- with $values.tracing.endpoint -}}
{{- $_ := set $data "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT" . -}}
{{- $_ := set $data "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL" $values.tracing.protocol -}}
{{- if eq $.name "gateway" -}}{{- $_ := set $data "QUARKUS_OTEL_TRACES_SAMPLER_ARG" (include "lodestar.plain" $values.tracing.ratio) -}}{{- end -}}
{{- end -}}
{{- if $s.persistence -}}{{- $_ := set $data "LODESTAR_DATA_DIR" "/var/lib/lodestar" -}}{{- end -}}
{{- if and $values.oidc.caExistingSecret (not $values.evaluation.enabled) -}}
{{- $_ := set $data "QUARKUS_TLS__OIDC__TRUST_STORE_PEM_CERTS" (printf "/etc/lodestar/oidc-ca/%s" $values.oidc.caKey) -}}
{{- $_ := set $data "QUARKUS_OIDC_TLS_TLS_CONFIGURATION_NAME" "oidc" -}}
{{- if eq .name "gateway" -}}{{- $_ := set $data "QUARKUS_OIDC__DASHBOARD__TLS_TLS_CONFIGURATION_NAME" "oidc" -}}{{- end -}}
{{- if and $what.client (ne .name "gateway") -}}{{- $_ := set $data "QUARKUS_OIDC_CLIENT_TLS_TLS_CONFIGURATION_NAME" "oidc" -}}{{- end -}}
{{- end -}}
{{- if $what.kafka -}}{{- include "lodestar.config.kafka" (dict "root" $root "data" $data) -}}{{- end -}}
{{- if $what.database -}}{{- include "lodestar.config.database" (dict "root" $root "s" $s "data" $data) -}}{{- end -}}
{{- range $what.asks -}}
{{- if ne . $.name -}}
{{- $_ := set $data (printf "LODESTAR_%s_URL" (upper .)) (include "lodestar.url" (dict "root" $root "name" .)) -}}
{{- end -}}
{{- end -}}
{{- if $what.client -}}
{{- if ne .name "gateway" -}}{{- $_ := set $data "LODESTAR_OIDC_TOKEN_PATH" $values.oidc.tokenPath -}}{{- end -}}
{{- if not $what.shards -}}{{- $_ := set $data "LODESTAR_CLIENT_ID" $s.client.id -}}{{- end -}}
{{- end -}}
{{- if eq .name "ingest" -}}{{- $_ := set $data "LODESTAR_PSEUDONYM_KEY_VERSION" (toString (int $values.pseudonym.keyVersion)) -}}{{- end -}}
{{- if and (eq .name "report") $values.notification.enabled -}}{{- include "lodestar.config.notification" (dict "values" $values.notification "data" $data) -}}{{- end -}}
{{- if eq .name "report" -}}{{- $_ := set $data "LODESTAR_PRIVACY_MINIMUM_GROUP" (toString (int $values.privacy.minimumGroup)) -}}{{- end -}}
{{- if eq .name "gateway" -}}{{- include "lodestar.config.gateway" (dict "root" $root "s" $s "data" $data) -}}{{- end -}}
{{- if $what.shards -}}
{{- $_ := set $data "LODESTAR_PRIVACY_MINIMUM_GROUP" (toString (int $values.privacy.minimumGroup)) -}}
{{- $peers := eq (include "lodestar.asksPeers" (dict "root" $root "s" $s)) "true" -}}
{{- $_ := set $data "LODESTAR_SHARDS_THREADS" (toString (int $s.shards.threads)) -}}
{{- $_ := set $data "LODESTAR_SHARDS_STANDBY_REPLICAS" (ternary (toString (int $s.shards.standbyReplicas)) "0" $peers) -}}
{{- $_ := set $data "LODESTAR_CLIENT_ENABLED" (toString $peers) -}}
{{- if $peers -}}{{- $_ := set $data "LODESTAR_CLIENT_ID" $s.client.id -}}{{- end -}}
{{- end -}}
{{- range $key, $value := $s.config -}}
{{- $_ := set $data (include "lodestar.variable" $key) (include "lodestar.plain" $value) -}}
{{- end -}}
{{- range $key, $value := $data }}
{{ $key }}: {{ toString $value | quote }}
{{- end -}}
{{- end -}}

{{/* Whether the service is given a tracking plan of the project's own. Takes root, name and what. */}}
{{- define "lodestar.planned" -}}
{{- and (not (empty .root.Values.trackingPlan)) (or (eq .name "ingest") (eq (toString .what.shards) "true")) -}}
{{- end -}}

{{- define "lodestar.config.kafka" -}}
{{- $security := .root.Values.kafka.security -}}
{{- $_ := set .data "KAFKA_BOOTSTRAP_SERVERS" (include "lodestar.kafka.bootstrap" .root) -}}
{{- if .root.Values.kafka.topics.prefix -}}{{- $_ := set .data "LODESTAR_TOPICS_PREFIX" .root.Values.kafka.topics.prefix -}}{{- end -}}
{{- if eq (include "lodestar.kafka.secured" .root) "true" -}}
{{- $sasl := hasPrefix "SASL_" $security.protocol -}}
{{- if and $sasl (not (and $security.mechanism $security.jaasExistingSecret)) -}}
{{- fail (printf "kafka.security.protocol %s needs mechanism and jaasExistingSecret" $security.protocol) -}}
{{- end -}}
{{- if and (not $sasl) (or $security.mechanism $security.jaasExistingSecret) -}}
{{- fail (printf "kafka.security: mechanism and jaasExistingSecret are for the protocols SASL_SSL and SASL_PLAINTEXT, not for %s" $security.protocol) -}}
{{- end -}}
{{- $_ := set .data "KAFKA_SECURITY_PROTOCOL" $security.protocol -}}
{{- if $security.mechanism -}}{{- $_ := set .data "KAFKA_SASL_MECHANISM" $security.mechanism -}}{{- end -}}
{{- if $security.caExistingSecret -}}
{{- $_ := set .data "KAFKA_SSL_TRUSTSTORE_TYPE" "PEM" -}}
{{- $_ := set .data "KAFKA_SSL_TRUSTSTORE_LOCATION" (printf "/etc/lodestar/kafka-ca/%s" $security.caKey) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "lodestar.config.database" -}}
{{- $database := .root.Values.database -}}
{{- $_ := set .data "LODESTAR_DATABASE_HOST" (include "lodestar.database.host" (dict "root" .root "s" .s)) -}}
{{- $_ := set .data "LODESTAR_DATABASE_PORT" (ternary "5432" (toString (int $database.port)) .root.Values.evaluation.enabled) -}}
{{- $_ := set .data "LODESTAR_DATABASE_NAME" .s.database.name -}}
{{- $_ := set .data "LODESTAR_DATABASE_USERNAME" .s.database.username -}}
{{- if eq (include "lodestar.database.secured" .root) "true" -}}
{{- $_ := set .data "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES__SSLMODE_" $database.tlsMode -}}
{{- $_ := set .data "QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE" $database.tlsMode -}}
{{- if $database.caExistingSecret -}}
{{- $ca := printf "/etc/lodestar/database-ca/%s" $database.caKey -}}
{{- $_ := set .data "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES__SSLROOTCERT_" $ca -}}
{{- $_ := set .data "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM" "true" -}}
{{- $_ := set .data "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS" $ca -}}
{{- else if eq $database.tlsMode "require" -}}
{{- $_ := set .data "QUARKUS_DATASOURCE_REACTIVE_TRUST_ALL" "true" -}}
{{- else -}}
{{- fail (printf "database.tlsMode %s needs database.caExistingSecret: without it nobody could tell whose certificate it is" $database.tlsMode) -}}
{{- end -}}
{{- if eq $database.tlsMode "verify-full" -}}
{{- $_ := set .data "QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM" "HTTPS" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "lodestar.config.notification" -}}
{{- $_ := set .data "LODESTAR_NOTIFICATION_KEY_VERSION" (toString (int .values.keyVersion)) -}}
{{- $ports := list -}}
{{- range .values.ports -}}{{- $ports = append $ports (toString (int .)) -}}{{- end -}}
{{- $_ := set .data "LODESTAR_NOTIFICATION_PORTS" (join "," $ports) -}}
{{- if .values.allowedHosts -}}{{- $_ := set .data "LODESTAR_NOTIFICATION_ALLOWED_HOSTS" (join "," .values.allowedHosts) -}}{{- end -}}
{{- if .values.allowedNetworks -}}{{- $_ := set .data "LODESTAR_NOTIFICATION_ALLOWED_NETWORKS" (join "," .values.allowedNetworks) -}}{{- end -}}
{{- if .values.caExistingSecret -}}{{- $_ := set .data "LODESTAR_NOTIFICATION_TRUST_CERTIFICATES" (printf "/etc/lodestar/notification-ca/%s" .values.caKey) -}}{{- end -}}
{{- $mail := .values.mail -}}
{{- if $mail.host -}}
{{- $_ := set .data "LODESTAR_NOTIFICATION_MAIL_HOST" $mail.host -}}
{{- $_ := set .data "LODESTAR_NOTIFICATION_MAIL_PORT" (toString (int $mail.port)) -}}
{{- $_ := set .data "LODESTAR_NOTIFICATION_MAIL_TLS" $mail.tls -}}
{{- $_ := set .data "LODESTAR_NOTIFICATION_MAIL_FROM" (required "notification.mail.from is needed with notification.mail.host" $mail.from) -}}
{{- if $mail.username -}}{{- $_ := set .data "LODESTAR_NOTIFICATION_MAIL_USERNAME" $mail.username -}}{{- end -}}
{{- if $mail.caExistingSecret -}}{{- $_ := set .data "LODESTAR_NOTIFICATION_MAIL_TRUST_CERTIFICATES" (printf "/etc/lodestar/mail-ca/%s" $mail.caKey) -}}{{- end -}}
{{- if $mail.allowedDomains -}}{{- $_ := set .data "LODESTAR_NOTIFICATION_MAIL_ALLOWED_DOMAINS" (join "," $mail.allowedDomains) -}}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "lodestar.config.gateway" -}}
{{- $behindProxy := or .s.trustForwardedHeaders .root.Values.ingress.enabled .root.Values.gatewayApi.enabled -}}
{{- if $behindProxy -}}
{{- $_ := set .data "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING" "true" -}}
{{- $_ := set .data "QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED" "true" -}}
{{- $_ := set .data "QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST" "true" -}}
{{- end -}}
{{- if .s.tls.existingSecret -}}
{{- $_ := set .data "QUARKUS_HTTP_SSL_PORT" "8443" -}}
{{- $_ := set .data "QUARKUS_HTTP_TLS_CONFIGURATION_NAME" "https" -}}
{{- $_ := set .data "QUARKUS_TLS__HTTPS__KEY_STORE_PEM__0__CERT" "/etc/lodestar/tls/tls.crt" -}}
{{- $_ := set .data "QUARKUS_TLS__HTTPS__KEY_STORE_PEM__0__KEY" "/etc/lodestar/tls/tls.key" -}}
{{- /* A redirect names this port, whatever the proxy before it was asked for. */ -}}
{{- $_ := set .data "QUARKUS_HTTP_INSECURE_REQUESTS" (ternary "enabled" "redirect" $behindProxy) -}}
{{- end -}}
{{- end -}}
