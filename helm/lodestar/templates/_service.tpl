{{/* Everything that one service consists of. Takes root and name. */}}
{{- define "lodestar.service" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- $s := fromJson (include "lodestar.settings" .) -}}
{{- $what := index (fromYaml (include "lodestar.services" $root)) $name -}}
{{- $in := dict "root" $root "name" $name "s" $s "what" $what -}}
{{- include "lodestar.refuse" $in -}}
{{- $configuration := include "lodestar.config" $in | trim -}}
{{- $_ := set $in "configuration" $configuration -}}
{{- $fullname := printf "%s-%s" (include "lodestar.fullname" $root) $name -}}
{{- $selector := dict "root" $root "component" $name -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "lodestar.metadata" (dict "root" $root "component" $name "name" $fullname) | nindent 2 }}
data:
  {{- $configuration | nindent 2 }}
{{- if $s.serviceAccount.create }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "lodestar.metadata" (dict "root" $root "component" $name "name" (include "lodestar.account" $in) "annotations" $s.serviceAccount.annotations) | nindent 2 }}
automountServiceAccountToken: false
{{- end }}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "lodestar.metadata" (dict "root" $root "component" $name "name" $fullname "annotations" $s.serviceAnnotations) | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "lodestar.selector" $selector | nindent 4 }}
  ports:
    {{- include "lodestar.ports" $in | nindent 4 }}
{{- if $what.shards }}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "lodestar.metadata" (dict "root" $root "component" $name "name" (printf "%s-replicas" $fullname)) | nindent 2 }}
spec:
  type: ClusterIP
  clusterIP: None
  # A replica is asked for its shards while the service as a whole is not ready yet: names must not wait for readiness.
  publishNotReadyAddresses: true
  selector:
    {{- include "lodestar.selector" $selector | nindent 4 }}
  ports:
    - name: http
      port: 8080
      targetPort: http
{{- end }}
---
{{ include "lodestar.workload" $in }}
{{- if eq (include "lodestar.data" $in) "claim" }}
{{- if not $s.persistence.existingClaim }}
---
{{ include "lodestar.claim" $in }}
{{- end }}
{{- end }}
{{- if $s.autoscaling.enabled }}
---
{{ include "lodestar.autoscaler" $in }}
{{- end }}
{{- if $s.podDisruptionBudget.enabled }}
---
apiVersion: {{ ternary "policy/v1" "policy/v1beta1" (semverCompare ">=1.21-0" $root.Capabilities.KubeVersion.Version) }}
kind: PodDisruptionBudget
metadata:
  {{- include "lodestar.metadata" (dict "root" $root "component" $name "name" $fullname) | nindent 2 }}
spec:
  maxUnavailable: {{ $s.podDisruptionBudget.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "lodestar.selector" $selector | nindent 6 }}
{{- end }}
{{- end -}}

{{- define "lodestar.ports" -}}
- name: http
  port: 8080
  targetPort: http
{{- if and (eq .name "gateway") .s.tls.existingSecret }}
- name: https
  port: 8443
  targetPort: https
{{- end }}
- name: management
  port: 9000
  targetPort: management
{{- end -}}

{{/* Deployment or StatefulSet. */}}
{{- define "lodestar.workload" -}}
{{- $root := .root -}}
{{- $s := .s -}}
{{- $fullname := printf "%s-%s" (include "lodestar.fullname" $root) .name -}}
{{- $data := include "lodestar.data" . -}}
apiVersion: apps/v1
kind: {{ ternary "StatefulSet" "Deployment" .what.shards }}
metadata:
  {{- include "lodestar.metadata" (dict "root" $root "component" .name "name" $fullname) | nindent 2 }}
spec:
  {{- if not (or $s.autoscaling.enabled $s.autoscaling.external) }}
  replicas: {{ int $s.replicas }}
  {{- end }}
  revisionHistoryLimit: {{ int $s.revisionHistoryLimit }}
  selector:
    matchLabels:
      {{- include "lodestar.selector" (dict "root" $root "component" .name) | nindent 6 }}
  {{- if .what.shards }}
  serviceName: {{ $fullname }}-replicas
  # Replicas wait for each other's shards, so they start side by side; they are replaced one by one.
  podManagementPolicy: Parallel
  updateStrategy:
    type: RollingUpdate
  {{- else if and (eq $data "claim") (eq $s.persistence.accessMode "ReadWriteOnce") }}
  # The volume can be on one node only: the old pod lets go of it first.
  strategy:
    type: Recreate
  {{- else }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  {{- end }}
  template:
    {{- include "lodestar.pod" . | nindent 4 }}
  {{- if eq $data "template" }}
  volumeClaimTemplates:
    - metadata:
        name: data
        labels:
          {{- include "lodestar.selector" (dict "root" $root "component" .name) | nindent 10 }}
      spec:
        {{- include "lodestar.claimSpec" (dict "persistence" $s.persistence "accessMode" "ReadWriteOnce") | nindent 8 }}
  {{- end }}
{{- end -}}

{{/* Takes persistence and accessMode. */}}
{{- define "lodestar.claimSpec" -}}
accessModes:
  - {{ .accessMode }}
{{- with .persistence.storageClass }}
storageClassName: {{ . }}
{{- end }}
resources:
  requests:
    storage: {{ .persistence.size }}
{{- end -}}

{{- define "lodestar.claim" -}}
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  {{- include "lodestar.metadata" (dict "root" .root "component" .name "name" (printf "%s-%s" (include "lodestar.fullname" .root) .name) "annotations" (dict "helm.sh/resource-policy" "keep")) | nindent 2 }}
spec:
  {{- include "lodestar.claimSpec" (dict "persistence" .s.persistence "accessMode" .s.persistence.accessMode) | nindent 2 }}
{{- end -}}

{{- define "lodestar.autoscaler" -}}
{{- $s := .s -}}
{{- $fullname := printf "%s-%s" (include "lodestar.fullname" .root) .name -}}
apiVersion: {{ ternary "autoscaling/v2" "autoscaling/v2beta2" (semverCompare ">=1.23-0" .root.Capabilities.KubeVersion.Version) }}
kind: HorizontalPodAutoscaler
metadata:
  {{- include "lodestar.metadata" (dict "root" .root "component" .name "name" $fullname) | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: {{ ternary "StatefulSet" "Deployment" .what.shards }}
    name: {{ $fullname }}
  minReplicas: {{ int $s.autoscaling.minReplicas }}
  maxReplicas: {{ int $s.autoscaling.maxReplicas }}
  metrics:
    {{- if gt (int $s.autoscaling.targetCPU) 0 }}
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ int $s.autoscaling.targetCPU }}
    {{- end }}
    {{- if gt (int $s.autoscaling.targetMemory) 0 }}
    - type: Resource
      resource:
        name: memory
        target:
          type: Utilization
          averageUtilization: {{ int $s.autoscaling.targetMemory }}
    {{- end }}
    {{- with $s.autoscaling.metrics }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with $s.autoscaling.behavior }}
  behavior:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* What cannot work is refused before it is installed. */}}
{{- define "lodestar.refuse" -}}
{{- $s := .s -}}
{{- $partitions := int .root.Values.kafka.topics.partitions -}}
{{- $most := ternary (int $s.autoscaling.maxReplicas) (int $s.replicas) $s.autoscaling.enabled -}}
{{- if and .what.shards (gt $most $partitions) -}}
{{- fail (printf "services.%s: %d replicas cannot share %d partitions (kafka.topics.partitions): at least %d would hold nothing" .name $most $partitions (sub $most $partitions)) -}}
{{- end -}}
{{- if and $s.autoscaling.enabled $s.autoscaling.external -}}
{{- fail (printf "services.%s.autoscaling: enabled and external would both decide on the number of pods" .name) -}}
{{- end -}}
{{- if and $s.autoscaling.enabled (lt (int $s.autoscaling.maxReplicas) (int $s.autoscaling.minReplicas)) -}}
{{- fail (printf "services.%s.autoscaling: maxReplicas %d is less than minReplicas %d" .name (int $s.autoscaling.maxReplicas) (int $s.autoscaling.minReplicas)) -}}
{{- end -}}
{{- if and $s.autoscaling.enabled (eq (int $s.autoscaling.targetCPU) 0) (eq (int $s.autoscaling.targetMemory) 0) (not $s.autoscaling.metrics) -}}
{{- fail (printf "services.%s.autoscaling: a target or a metric is needed" .name) -}}
{{- end -}}
{{- if and (eq .name "report") (eq (include "lodestar.manyReplicas" $s) "true") (or (not $s.persistence.enabled) (ne $s.persistence.accessMode "ReadWriteMany")) -}}
{{- fail "services.report: several replicas share the directory of bundles; give persistence.accessMode=ReadWriteMany" -}}
{{- end -}}
{{- if .what.shards -}}{{- include "lodestar.refuse.timelines" .root -}}{{- end -}}
{{- $mail := .root.Values.notification.mail -}}
{{- if and (eq .name "report") .root.Values.notification.enabled $mail.host $mail.username (eq $mail.tls "none") -}}
{{- fail "notification.mail: tls none would send the password of mail.username in the clear" -}}
{{- end -}}
{{- $shutdown := add (int $s.shutdown.preStopSeconds) (int $s.shutdown.delaySeconds) (int $s.shutdown.timeoutSeconds) -}}
{{- if le (int $s.terminationGracePeriodSeconds) (int $shutdown) -}}
{{- fail (printf "services.%s: terminationGracePeriodSeconds %d must be longer than shutdown takes, %d" .name (int $s.terminationGracePeriodSeconds) $shutdown) -}}
{{- end -}}
{{- end -}}

{{/* metrics and cohort act as one client unless each brings a secret of its own: one key holds its secret, and the evaluation's realm knows one id. */}}
{{- define "lodestar.refuse.timelines" -}}
{{- $metrics := .Values.services.metrics.client -}}
{{- $cohort := .Values.services.cohort.client -}}
{{- $own := and $metrics.existingSecret $cohort.existingSecret (not .Values.evaluation.enabled) -}}
{{- if and (not $own) (or (ne $metrics.id $cohort.id) (and $metrics.secret $cohort.secret (ne $metrics.secret $cohort.secret))) -}}
{{- fail "services.metrics.client and services.cohort.client must have the same id and secret, or each an existingSecret of its own" -}}
{{- end -}}
{{- end -}}
