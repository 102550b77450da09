{{/* Creates the topics that are missing and leaves the others alone. */}}
{{- define "lodestar.topics.script" -}}
{{- $topics := .Values.kafka.topics -}}
{{- $security := .Values.kafka.security -}}
{{- $evaluation := .Values.evaluation.enabled -}}
{{- $replicas := ternary 1 (int $topics.replicationFactor) $evaluation -}}
{{- $insync := ternary 1 (int $topics.minInsyncReplicas) $evaluation -}}
{{- if gt $insync $replicas -}}
{{- fail (printf "kafka.topics: minInsyncReplicas %d is more than replicationFactor %d: nothing could ever be written" $insync $replicas) -}}
{{- end -}}
set -eu
umask 077
{
  echo "security.protocol={{ ternary $security.protocol "PLAINTEXT" (eq (include "lodestar.kafka.secured" .) "true") }}"
  {{- if eq (include "lodestar.kafka.secured" .) "true" }}
  {{- with $security.mechanism }}
  echo "sasl.mechanism={{ . }}"
  printf 'sasl.jaas.config=%s\n' "$KAFKA_SASL_JAAS_CONFIG"
  {{- end }}
  {{- if $security.caExistingSecret }}
  echo "ssl.truststore.type=PEM"
  echo "ssl.truststore.location=/etc/lodestar/kafka-ca/{{ $security.caKey }}"
  {{- end }}
  {{- end }}
} > /tmp/client.properties
create() {
  name="{{ $topics.prefix }}$1" partitions=$2
  shift 2
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$KAFKA_BOOTSTRAP" --command-config /tmp/client.properties \
    --create --if-not-exists --topic "$name" --partitions "$partitions" --replication-factor {{ $replicas }} \
    --config min.insync.replicas={{ $insync }} "$@"
}
# Kept for ever: the log is the source of truth.
create timeline.v1 {{ int $topics.partitions }} --config cleanup.policy=delete --config retention.ms=-1 --config retention.bytes=-1
create timeline.v1.dead-letter 1 --config cleanup.policy=delete --config retention.ms=-1 --config retention.bytes=-1
create acquisition.v1 1 --config cleanup.policy=compact
create analysis.commands.v1 1 --config max.message.bytes=16777216
create analysis.results.v1 1 --config max.message.bytes=16777216
create cohorts.saved.v1 1 --config cleanup.policy=compact --config max.message.bytes=16777216
create erasure.commands.v1 1 --config cleanup.policy=delete
create erasure.results.v1 1 --config cleanup.policy=delete
create alerts.v1 1 --config cleanup.policy=delete
create audit.heads.v1 1 --config cleanup.policy=delete --config retention.ms=-1 --config retention.bytes=-1
{{- end -}}

{{/* The job's pod. Takes root and name, the ConfigMap with the script. */}}
{{- define "lodestar.topics.pod" -}}
{{- $values := .root.Values -}}
{{- $job := $values.kafka.topics.job -}}
{{- $security := $values.kafka.security -}}
{{- $secured := eq (include "lodestar.kafka.secured" .root) "true" -}}
metadata:
  labels:
    {{- include "lodestar.selector" (dict "root" .root "component" "topics") | nindent 4 }}
spec:
  restartPolicy: OnFailure
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with include "lodestar.pullSecrets" .root }}{{ . | nindent 2 }}{{ end }}
  {{- with include "lodestar.placement" $values.defaults | trim }}{{ . | nindent 2 }}{{ end }}
  securityContext:
    {{- toYaml $values.defaults.podSecurityContext | nindent 4 }}
  containers:
    - name: topics
      image: {{ $job.image }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      command: [sh, /etc/lodestar/topics/topics.sh]
      securityContext:
        {{- toYaml $values.defaults.securityContext | nindent 8 }}
      env:
        - name: KAFKA_BOOTSTRAP
          value: {{ include "lodestar.kafka.bootstrap" .root }}
        - name: KAFKA_HEAP_OPTS
          value: -Xmx128m
        - name: LOG_DIR
          value: /tmp
        {{- if and $secured $security.jaasExistingSecret }}
        - name: KAFKA_SASL_JAAS_CONFIG
          valueFrom:
            secretKeyRef:
              name: {{ $security.jaasExistingSecret }}
              key: {{ $security.jaasKey }}
        {{- end }}
      resources:
        {{- toYaml $job.resources | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        - name: script
          mountPath: /etc/lodestar/topics
          readOnly: true
        {{- if and $secured $security.caExistingSecret }}
        - name: kafka-ca
          mountPath: /etc/lodestar/kafka-ca
          readOnly: true
        {{- end }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: 64Mi
    - name: script
      configMap:
        name: {{ .name }}
    {{- if and $secured $security.caExistingSecret }}
    - name: kafka-ca
      secret:
        secretName: {{ $security.caExistingSecret }}
    {{- end }}
{{- end -}}
