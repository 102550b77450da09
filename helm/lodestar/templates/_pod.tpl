{{/* Those of the chart's own credentials that a pod's environment takes, so that a change of another service's leaves the pod alone. Takes root, name, s and what. */}}
{{- define "lodestar.usedCredentials" -}}
{{- $environment := printf "%s\n" (include "lodestar.environment" .) -}}
{{- $used := dict -}}
{{- range $key, $value := fromJson (include "lodestar.ownCredentials" .root) -}}
{{- if contains (printf "key: %s\n" $key) $environment -}}{{- $_ := set $used $key $value -}}{{- end -}}
{{- end -}}
{{- $used | toJson -}}
{{- end -}}

{{/* The environment that is no plain setting: credentials and the pod's own name. Takes root, name, s and what. */}}
{{- define "lodestar.environment" -}}
{{- $root := .root -}}
{{- if .what.database }}
- name: LODESTAR_DATABASE_PASSWORD
  valueFrom:
    secretKeyRef:
      {{- include "lodestar.secretKeyRef" (dict "root" $root "item" .s.database "key" (printf "database-password-%s" .name)) | nindent 6 }}
{{- end }}
{{- if and .what.client (or (not .what.shards) (eq (include "lodestar.asksPeers" .) "true")) }}
- name: LODESTAR_CLIENT_SECRET
  valueFrom:
    secretKeyRef:
      {{- include "lodestar.secretKeyRef" (dict "root" $root "item" .s.client "key" (ternary "client-secret-timelines" (printf "client-secret-%s" .name) .what.shards)) | nindent 6 }}
{{- end }}
{{- if eq .name "ingest" }}
- name: LODESTAR_PSEUDONYM_KEY
  valueFrom:
    secretKeyRef:
      {{- include "lodestar.secretKeyRef" (dict "root" $root "item" $root.Values.pseudonym "key" "pseudonym-key") | nindent 6 }}
{{- end }}
{{- if and (eq .name "report") $root.Values.notification.enabled }}
- name: LODESTAR_NOTIFICATION_KEY
  valueFrom:
    secretKeyRef:
      {{- include "lodestar.secretKeyRef" (dict "root" $root "item" $root.Values.notification "key" "notification-key") | nindent 6 }}
{{- with $root.Values.notification.mail }}
{{- if and .host .username }}
- name: LODESTAR_NOTIFICATION_MAIL_PASSWORD
  valueFrom:
    secretKeyRef:
      {{- include "lodestar.secretKeyRef" (dict "root" $root "item" . "key" "mail-password") | nindent 6 }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq .name "gateway" }}
- name: LODESTAR_AUDIT_SIGNING_KEY
  valueFrom:
    secretKeyRef:
      {{- include "lodestar.secretKeyRef" (dict "root" $root "item" $root.Values.audit "key" "audit-signing-key") | nindent 6 }}
{{- end }}
{{- if and .what.kafka (eq (include "lodestar.kafka.secured" $root) "true") $root.Values.kafka.security.jaasExistingSecret }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef:
      name: {{ $root.Values.kafka.security.jaasExistingSecret }}
      key: {{ $root.Values.kafka.security.jaasKey }}
{{- end }}
{{- if .what.shards }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: LODESTAR_SHARDS_ADVERTISED_ADDRESS
  value: $(POD_NAME).{{ include "lodestar.fullname" $root }}-{{ .name }}-replicas.$(POD_NAMESPACE).svc.{{ $root.Values.clusterDomain }}:8080
{{- end }}
{{- with .s.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Secrets that are files: CAs and the gateway's certificate. Takes root, name, s and what; gives JSON, volume to secret and path. */}}
{{- define "lodestar.files" -}}
{{- $values := .root.Values -}}
{{- $files := dict -}}
{{- if not $values.evaluation.enabled -}}
{{- with $values.oidc.caExistingSecret -}}{{- $_ := set $files "oidc-ca" . -}}{{- end -}}
{{- if and .what.kafka (eq (include "lodestar.kafka.secured" .root) "true") -}}
{{- with $values.kafka.security.caExistingSecret -}}{{- $_ := set $files "kafka-ca" . -}}{{- end -}}
{{- end -}}
{{- if and .what.database (eq (include "lodestar.database.secured" .root) "true") -}}
{{- with $values.database.caExistingSecret -}}{{- $_ := set $files "database-ca" . -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if eq .name "gateway" -}}
{{- with .s.tls.existingSecret -}}{{- $_ := set $files "tls" . -}}{{- end -}}
{{- end -}}
{{- if and (eq .name "report") $values.notification.enabled -}}
{{- with $values.notification.caExistingSecret -}}{{- $_ := set $files "notification-ca" . -}}{{- end -}}
{{- if $values.notification.mail.host -}}{{- with $values.notification.mail.caExistingSecret -}}{{- $_ := set $files "mail-ca" . -}}{{- end -}}{{- end -}}
{{- end -}}
{{- toJson $files -}}
{{- end -}}

{{/* One probe on the management port. Takes path and probe. */}}
{{- define "lodestar.probe" -}}
httpGet:
  path: /q/health/{{ .path }}
  port: management
{{ toYaml .probe }}
{{- end -}}

{{/* Whether the service keeps files, and on what. Takes name, s and root; gives none, emptyDir, claim or template. */}}
{{- define "lodestar.data" -}}
{{- if not .s.persistence -}}none
{{- else if not .s.persistence.enabled -}}emptyDir
{{- else if .what.shards -}}template
{{- else -}}claim
{{- end -}}
{{- end -}}

{{/* The pod of a service. Takes root, name, s, what and configuration (the ConfigMap's text). */}}
{{- define "lodestar.pod" -}}
{{- $root := .root -}}
{{- $fullname := include "lodestar.fullname" $root -}}
{{- $selector := dict "root" $root "component" .name -}}
{{- $files := fromJson (include "lodestar.files" .) -}}
{{- $data := include "lodestar.data" . -}}
metadata:
  labels:
    {{- include "lodestar.selector" $selector | nindent 4 }}
    {{- with merge (dict) .s.podLabels $root.Values.commonLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/config: {{ .configuration | sha256sum }}
    {{- if eq (include "lodestar.planned" .) "true" }}
    checksum/tracking-plan: {{ $root.Values.trackingPlan | toJson | sha256sum }}
    {{- end }}
    checksum/credentials: {{ include "lodestar.usedCredentials" . | sha256sum }}
    {{- with merge (dict) .s.podAnnotations $root.Values.commonAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "lodestar.account" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with include "lodestar.pullSecrets" $root }}{{ . | nindent 2 }}{{ end }}
  {{- with include "lodestar.placement" .s | trim }}{{ . | nindent 2 }}{{ end }}
  terminationGracePeriodSeconds: {{ int .s.terminationGracePeriodSeconds }}
  securityContext:
    {{- toYaml .s.podSecurityContext | nindent 4 }}
  {{- with .s.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- range . }}
    - {{- toYaml (omit . "labelSelector") | nindent 6 }}
      labelSelector:
        {{- if .labelSelector }}
        {{- toYaml .labelSelector | nindent 8 }}
        {{- else }}
        matchLabels:
          {{- include "lodestar.selector" $selector | nindent 10 }}
        {{- end }}
    {{- end }}
  {{- end }}
  {{- with .s.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ .name }}
      image: {{ include "lodestar.image" . }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      securityContext:
        {{- toYaml .s.securityContext | nindent 8 }}
      ports:
        - name: http
          containerPort: 8080
        {{- if $files.tls }}
        - name: https
          containerPort: 8443
        {{- end }}
        - name: management
          containerPort: 9000
      envFrom:
        - configMapRef:
            name: {{ $fullname }}-{{ .name }}
        {{- with .s.extraEnvFrom }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with include "lodestar.environment" . }}
      env:
        {{- . | trim | nindent 8 }}
      {{- end }}
      startupProbe:
        {{- include "lodestar.probe" (dict "path" "started" "probe" .s.probes.startup) | nindent 8 }}
      livenessProbe:
        {{- include "lodestar.probe" (dict "path" "live" "probe" .s.probes.live) | nindent 8 }}
      readinessProbe:
        {{- include "lodestar.probe" (dict "path" "ready" "probe" .s.probes.ready) | nindent 8 }}
      {{- if and (gt (int .s.shutdown.preStopSeconds) 0) (semverCompare ">=1.30-0" $root.Capabilities.KubeVersion.Version) }}
      lifecycle:
        preStop:
          sleep:
            seconds: {{ int .s.shutdown.preStopSeconds }}
      {{- end }}
      resources:
        {{- toYaml .s.resources | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- if ne $data "none" }}
        - name: data
          mountPath: /var/lib/lodestar
        {{- end }}
        {{- range $volume, $secret := $files }}
        - name: {{ $volume }}
          mountPath: /etc/lodestar/{{ $volume }}
          readOnly: true
        {{- end }}
        {{- if eq (include "lodestar.planned" .) "true" }}
        - name: tracking-plan
          mountPath: /etc/lodestar/tracking-plan
          readOnly: true
        {{- end }}
        {{- with .s.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: {{ .s.tmpSizeLimit }}
    {{- if eq $data "emptyDir" }}
    - name: data
      emptyDir: {}
    {{- else if eq $data "claim" }}
    - name: data
      persistentVolumeClaim:
        claimName: {{ default (printf "%s-%s" $fullname .name) .s.persistence.existingClaim }}
    {{- end }}
    {{- range $volume, $secret := $files }}
    - name: {{ $volume }}
      secret:
        secretName: {{ $secret }}
    {{- end }}
    {{- if eq (include "lodestar.planned" .) "true" }}
    - name: tracking-plan
      configMap:
        name: {{ $fullname }}-tracking-plan
    {{- end }}
    {{- with .s.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* The secrets that images are pulled with. Takes root. */}}
{{- define "lodestar.pullSecrets" -}}
{{- with .Values.image.pullSecrets -}}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end -}}
{{- end -}}

{{/* On which nodes a pod may be, and how important it is. Takes the settings of a service, or the defaults. */}}
{{- define "lodestar.placement" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{- define "lodestar.account" -}}
{{- if .s.serviceAccount.create -}}
{{- default (printf "%s-%s" (include "lodestar.fullname" .root) .name) .s.serviceAccount.name -}}
{{- else -}}
{{- default "default" .s.serviceAccount.name -}}
{{- end -}}
{{- end -}}
