{{- define "lodestar.egress.dns" -}}
- ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
  {{- with .Values.networkPolicy.dnsTo }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* Where one of the outside parts is: the evaluation's pod, what the values say, or anywhere. Takes root, part and to. */}}
{{- define "lodestar.egress.to" -}}
{{- if .root.Values.evaluation.enabled -}}
to:
  - podSelector:
      matchLabels:
        {{- include "lodestar.selector" (dict "root" .root "component" .part) | nindent 8 }}
{{- else if .to -}}
to:
  {{- toYaml .to | nindent 2 }}
{{- end -}}
{{- end -}}

{{- define "lodestar.egress.kafka" -}}
- ports:
    {{- range fromJsonArray (include "lodestar.kafka.ports" .) }}
    - {port: {{ int . }}, protocol: TCP}
    {{- end }}
  {{- include "lodestar.egress.to" (dict "root" . "part" "kafka" "to" .Values.networkPolicy.kafkaTo) | nindent 2 }}
{{- end -}}
