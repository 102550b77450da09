# Schedules, alerts and their notifications where report-service has three replicas, of which two are killed. Sourced by check.

# A volume that the replicas share: of the storage class BUNDLES, else a directory of the node, which will do where there is but one.
bundles() {
  local class=${BUNDLES:-check-bundles} image
  image=$(sed -n 's/^  image: \(.*curl.*\)/\1/p' "$chart/values.yaml")
  [ -n "${BUNDLES:-}" ] || k apply --filename - > /dev/null << YAML
apiVersion: v1
kind: PersistentVolume
metadata: {name: check-bundles}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteMany]
  storageClassName: $class
  persistentVolumeReclaimPolicy: Retain
  claimRef: {namespace: $namespace, name: check-bundles}
  hostPath: {path: /tmp/lodestar-check-bundles, type: DirectoryOrCreate}
YAML
  k apply --filename - > /dev/null << YAML
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: check-bundles}
spec:
  accessModes: [ReadWriteMany]
  storageClassName: $class
  resources: {requests: {storage: 1Gi}}
---
# A directory of the node belongs to root.
apiVersion: v1
kind: Pod
metadata: {name: check-bundles}
spec:
  automountServiceAccountToken: false
  restartPolicy: Never
  containers:
    - name: open
      image: $image
      imagePullPolicy: IfNotPresent
      command: [sh, -c, "rm -rf /bundles/*; chmod 777 /bundles"]
      securityContext: {runAsUser: 0}
      volumeMounts: [{name: bundles, mountPath: /bundles}]
  volumes:
    - {name: bundles, persistentVolumeClaim: {claimName: check-bundles}}
YAML
  until [ "$(k get pod check-bundles --output 'jsonpath={.status.phase}')" = Succeeded ]; do sleep 1; done
  k delete pod check-bundles > /dev/null
}

# A receiver of webhooks, under a name that leads to its pod.
receiver() {
  k create configmap check-receiver --from-file "$here/receiver.pl" --dry-run=client --output yaml | k apply --filename - > /dev/null
  k delete pod check-receiver --ignore-not-found > /dev/null
  k apply --filename - > /dev/null << YAML
apiVersion: v1
kind: Service
metadata: {name: check-receiver}
spec: {clusterIP: None, selector: {check: receiver}, ports: [{port: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: check-receiver, labels: {check: receiver}}
spec:
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 1
  hostname: receiver
  subdomain: check-receiver
  containers:
    - name: receiver
      image: $(k get statefulset "$release-postgresql" --output 'jsonpath={.spec.template.spec.containers[0].image}')
      imagePullPolicy: IfNotPresent
      command: [perl, /receiver/receiver.pl]
      volumeMounts: [{name: receiver, mountPath: /receiver}]
  volumes:
    - {name: receiver, configMap: {name: check-receiver}}
YAML
  k wait --for=condition=Ready pod/check-receiver --timeout=120s > /dev/null
}

# first_id: the id of the JSON object on standard input.
first_id() { grep -oE '"id" *: *"[^"]*"' | head -n 1 | cut -d '"' -f 4; }

# run_after SCHEDULE RUN: waits until the schedule has started another run than RUN, and says which.
run_after() {
  local run
  until run=$(in_pod "ask operator /schedules/$1" | grep -oE '"last_run":\{[^}]*' | first_id) && [ -n "$run" ] && [ "$run" != "$2" ]; do sleep 1; done
  echo "$run"
}

# starter_of RUN: the pod that started a scheduled run, by what it said of it.
starter_of() {
  k logs --selector app.kubernetes.io/component=report --prefix --tail=-1 | grep 'A scheduled run is started' | grep "run_id=$1" | grep -oE 'pod/[^/]*' | head -n 1
}

# The signature that the delivery of a line of the receiver's must carry.
signed() {
  local id time body key
  IFS=$'\t' read -r _ id time _ body <<< "$1"
  key=$(echo "${webhook_secret#whsec_}" | base64 --decode | od -An -tx1 | tr -d ' \n')
  echo "v1,$(printf '%s.%s.%s' "$id" "$time" "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)"
}

# Of each minute one run, although three replicas look for what is due: no minute has two, and those that lost the replica that started them end too.
scheduled_runs() {
  local name=$1 runs unfinished=1
  while [ "$unfinished" != 0 ]; do
    sleep 2
    runs=$(in_pod 'ask viewer "/analysis/runs?limit=50"' | sed 's/{"id":/\n&/g' | grep "schedule $name\"")
    unfinished=$(echo "$runs" | grep -c '"state":"running"' || true)
  done
  echo "$runs" | grep -oE '"requested_at":"[^"]{16}' | cut -d '"' -f 4 | sort | uniq -c > "$out/scheduled"
  say "runs by minute: $(awk '{ printf "%s%s %d", (NR > 1 ? ", " : ""), substr($2, 12), $1 }' "$out/scheduled"); $(echo "$runs" | grep -c '"state":"succeeded"') succeeded"
  awk '$1 != 1 { exit 1 }' "$out/scheduled" || die "a minute has more than one run"
  [ "$(echo "$runs" | grep -c '"state":"succeeded"')" = "$(wc -l < "$out/scheduled")" ] || die "not every run succeeded"
}

# One alert, whichever replica judged the runs, and one notification of it: refused at first, delivered at the second attempt, each time signed.
told() {
  local rule=$1 alerts line lines=0
  alerts=$(in_pod "ask viewer '/alerts?rule=$rule'")
  [ "$(echo "$alerts" | grep -o '"opened_run_id"' | wc -l)" = 1 ] || die "not one alert: $alerts"
  echo "$alerts" | grep -q '"state":"firing"' || die "the alert does not fire: $alerts"
  echo "$alerts" | grep -q '"state":"delivered","attempts":2' || die "not delivered at the second attempt: $alerts"
  k logs check-receiver > "$out/received"
  while IFS= read -r line; do
    [ "$(echo "$line" | cut -f 4)" = "$(signed "$line")" ] || die "a signature does not fit: $line"
    lines=$((lines + 1))
  done < "$out/received"
  say "received: $(cut -f 1,2,5 "$out/received" | cut -c 1-120 | tr '\t\n' ' ;')"
  [ "$lines/$(cut -f 2 "$out/received" | sort -u | wc -l)" = 2/1 ] || die "not two attempts of one notification"
}

# A schedule that is due every minute and a rule that holds, while each of the first two runs loses the replica that started it.
schedules() {
  local name="check-$(date +%s)" rule schedule run= starter begun=$SECONDS end
  webhook_secret=whsec_$(openssl rand -base64 32)
  client
  bundles
  receiver
  upgrade_ -f "$here/schedules.yaml" --set "notification.allowedNetworks[0]=$(k get pod check-receiver --output 'jsonpath={.status.podIP}')/32"
  # Those that ended have no logs any more, and asking for them would fail.
  until [ "$(k get pods --selector app.kubernetes.io/component=report --output name | wc -l)" = 3 ]; do sleep 1; done
  say "three replicas of report-service after $((SECONDS - begun)) s"
  rule=$(in_pod "ask operator /alerts/rules --header 'Content-Type: application/json' --data '{\"name\": \"$name\", \"kind\": \"threshold\", \"severity\": \"critical\",
    \"condition\": {\"metric\": \"total_users\", \"operator\": \"gt\", \"value\": 1},
    \"channels\": [{\"kind\": \"webhook\", \"url\": \"http://check-receiver:8080/hook\", \"secret\": \"$webhook_secret\"}]}'" | first_id)
  schedule=$(in_pod "ask operator /schedules --header 'Content-Type: application/json' --data '{\"name\": \"$name\", \"cron\": \"* * * * *\"}'" | first_id)
  end=$((SECONDS + ${SCHEDULE_SECONDS:-300}))
  for _ in 1 2; do
    run=$(run_after "$schedule" "$run")
    starter=$(starter_of "$run")
    k delete "${starter:?the replica that started run $run}" --grace-period=0 --force > /dev/null 2>&1
    say "killed $starter, which had just started run $run"
  done
  while [ "$SECONDS" -lt "$end" ]; do sleep 1; done
  in_pod "ask operator /schedules/$schedule --request DELETE"
  scheduled_runs "$name"
  told "$rule"
  in_pod "ask operator /alerts/rules/$rule --request DELETE"
  upgrade_
  k delete pod/check-receiver service/check-receiver > /dev/null
}
