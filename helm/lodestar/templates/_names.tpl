{{/* The prefix of all names: at most 40 characters, so that a service's name and a pod's suffix still fit. */}}
{{- define "lodestar.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "lodestar.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" -}}
{{- end -}}

{{/* What never changes in the life of a release. Takes root and component. */}}
{{- define "lodestar.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Takes root, component and, if there are any, labels. */}}
{{- define "lodestar.labels" -}}
{{ include "lodestar.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: lodestar
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ include "lodestar.chart" .root }}
{{- with merge (dict) (default (dict) .labels) .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The metadata of an object. Takes root, component, name and, if there are any, annotations and labels. */}}
{{- define "lodestar.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "lodestar.labels" . | nindent 2 }}
{{- with merge (dict) (default (dict) .annotations) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* A service's settings: its own above the defaults. Takes root and name; gives JSON. */}}
{{- define "lodestar.settings" -}}
{{- mergeOverwrite (deepCopy .root.Values.defaults) (deepCopy (index .root.Values.services .name)) | toJson -}}
{{- end -}}

{{/* What each service is: whether it holds shards, keeps records, talks to Kafka, acts by itself, whom it asks and who asks it. */}}
{{- define "lodestar.services" -}}
ingest: {shards: false, database: true, kafka: true, client: false, asks: [cohort], askedBy: [gateway, report]}
metrics: {shards: true, database: false, kafka: true, client: true, asks: [metrics], askedBy: [gateway, growth, report, metrics]}
cohort: {shards: true, database: true, kafka: true, client: true, asks: [cohort], askedBy: [gateway, ingest, growth, cohort]}
growth: {shards: false, database: true, kafka: true, client: false, asks: [metrics, cohort], askedBy: [gateway]}
report: {shards: false, database: true, kafka: true, client: true, asks: [metrics, ingest], askedBy: [gateway]}
gateway: {shards: false, database: true, kafka: true, client: true, asks: [ingest, metrics, cohort, growth, report], askedBy: []}
{{- end -}}

{{/* The name of a service's image without registry and tag. */}}
{{- define "lodestar.module" -}}
{{- if eq . "gateway" -}}gateway{{- else -}}{{ . }}-service{{- end -}}
{{- end -}}

{{/* Takes root, name and s. */}}
{{- define "lodestar.image" -}}
{{- $image := .root.Values.image -}}
{{- $parts := compact (list $image.registry $image.repository (include "lodestar.module" .name)) -}}
{{- $name := default (join "/" $parts) .s.image.name -}}
{{- if .s.image.digest -}}
{{- printf "%s@%s" $name .s.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (coalesce .s.image.tag $image.tag .root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* Host and port of a service's API inside the cluster. Takes root and name. */}}
{{- define "lodestar.url" -}}
{{- printf "http://%s-%s:8080" (include "lodestar.fullname" .root) .name -}}
{{- end -}}
