# Runs in a pod of the cluster: what the check asks of a Lodestar. Sourced; SUITE is the chart's full name, PASSWORDS a directory with the demo users' passwords.
gateway=http://$SUITE-gateway:8080/api/v1
provider=http://$SUITE-keycloak:8080/realms/lodestar/protocol/openid-connect/token

# token ROLE: prints an access token of a demo user. The provider is not what is checked, so it is asked again.
token() {
  curl --fail --silent --show-error --max-time 20 --retry 3 --retry-all-errors --data grant_type=password --data client_id=lodestar-demo --data "username=$1" \
    --data-urlencode "password=$(cat "$PASSWORDS/user-$1")" "$provider" | sed 's/.*"access_token":"\([^"]*\)".*/\1/'
}

# ask ROLE PATH [curl options]: prints the answer; fails when it is not a 2xx.
ask() {
  role=$1 path=$2
  shift 2
  curl --fail-with-body --silent --show-error --max-time 60 --header "Authorization: Bearer $(token "$role")" "$@" "$gateway$path"
}

# admin METHOD PATH [curl options]: asks Keycloak's own interface about our realm, as its first administrator, whose password is in /tmp/admin.
admin() {
  method=$1 path=$2
  shift 2
  keycloak=${provider%/realms/*}
  master=$(curl --fail --silent --show-error --max-time 20 --data grant_type=password --data client_id=admin-cli --data username=admin \
    --data-urlencode "password=$(cat /tmp/admin)" "$keycloak/realms/master/protocol/openid-connect/token" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
  curl --fail-with-body --silent --show-error --max-time 20 --request "$method" --header "Authorization: Bearer $master" "$@" "$keycloak/admin/realms/lodestar$path"
}

# field NAME: the first value of a JSON field of standard input.
field() {
  grep -oE "\"$1\" *: *\"?[^\",}]*" | head -n 1 | sed 's/^[^:]*: *"\{0,1\}//'
}

# generate USERS EVENTS: profiles and events of users as files in /tmp; every user has EVENTS events.
generate() {
  awk -v users="$1" 'BEGIN { print "user_id,signup_date,segment,channel"
    for (u = 0; u < users; u++) printf "u%d,2026-0%d-%02d,%s,%s\n", u, 1 + u % 6, 1 + u % 28, u % 3 ? "smb" : "enterprise", u % 2 ? "organic" : "paid" }' > /tmp/profiles.csv
  awk -v users="$1" -v events="$2" 'BEGIN { print "event_id,user_id,event_type,timestamp"
    split("page_viewed page_created content_edited session_started collaborative_edit", types, " ")
    for (u = 0; u < users; u++) for (e = 0; e < events; e++)
      printf "e%d-%d,u%d,%s,2026-%02d-%02dT%02d:%02d:00Z\n", u, e, u, types[1 + (u + e) % 5], 6 + int(e / 28) % 5, 1 + e % 28, (u + e) % 24, u % 60 }' > /tmp/events.csv
}

# load KIND: imports a file and waits until it is queryable.
load() {
  id=$(ask ingest "/imports/$1" --header 'Content-Type: text/csv' --data-binary "@/tmp/$1.csv" | field import_id)
  until [ "$(ask ingest "/imports/$id" | field queryable)" = true ]; do sleep 1; done
}

# watch SECONDS USERS: for SECONDS and until /tmp/enough is there (a quarter of an hour more at most) asks for figures as fast as answers come, sends an event now and then, and prints
# what came of it: one line for every kind of answer, with its number, then the slowest answer in seconds; a request that has none after 30 s has the status 000. Now and then it asks cohort- and growth-service too. A summary that does not count all USERS from all partitions is "incomplete".
watch() {
  end=$(($(date +%s) + $1)) renewed=0 n=0
  : > /tmp/seen
  while [ "$(date +%s)" -lt "$end" ] || { [ ! -e /tmp/enough ] && [ "$(date +%s)" -lt $((end + 900)) ]; }; do
    if [ $(($(date +%s) - renewed)) -gt 60 ]; then
      # A provider that is slow for a moment costs nothing as long as the tokens of before count.
      viewer=$(token viewer || echo "${viewer:-}") sender=$(token ingest || echo "${sender:-}") renewed=$(date +%s)
    fi
    n=$((n + 1))
    result=$(curl --silent --max-time 30 --header "Authorization: Bearer $viewer" --output /tmp/answer --write-out '%{http_code} %{time_total}' "$gateway/metrics/summary" || true)
    case $result in
      200*)
        if [ "$(field total_users < /tmp/answer)" = "$2" ] && [ "$(field completeness < /tmp/answer)" = 1.0 ]; then echo "figures ${result#200} complete"; else echo "figures ${result#200} incomplete"; fi ;;
      *) echo "figures ${result#* } ${result%% *} $(field code < /tmp/answer)" ;;
    esac >> /tmp/seen
    if [ $((n % 7)) = 0 ]; then
      # Growth first: after an answer of cohort-service, which waits until it is back, growth-service would find it there.
      for what in growth/levers cohorts/retention; do
        result=$(curl --silent --max-time 30 --header "Authorization: Bearer $viewer" --output /tmp/answer --write-out '%{http_code} %{time_total}' "$gateway/$what" || true)
        echo "$what ${result#* } ${result%% *} $([ "${result%% *}" = 200 ] || field code < /tmp/answer)" >> /tmp/seen
      done
    fi
    if [ $((n % 5)) = 0 ]; then
      result=$(curl --silent --max-time 30 --header "Authorization: Bearer $sender" --header 'Content-Type: application/json' --output /tmp/answer --write-out '%{http_code} %{time_total}' \
        --data "[{\"event_id\":\"w$(date +%s)-$n\",\"user_id\":\"u0\",\"event_type\":\"page_viewed\",\"timestamp\":\"2026-06-01T00:00:00Z\"}]" "$gateway/events" || true)
      echo "events ${result#* } ${result%% *} $([ "${result%% *}" = 202 ] || field code < /tmp/answer)" >> /tmp/seen
    fi
  done
  awk '{ what = $1 " " $3 " " $4; count[what]++; if ($2 > slowest) slowest = $2 } END { for (what in count) print what, count[what]; print "slowest", slowest }' /tmp/seen
}

# listed: until /tmp/enough is there (a quarter of an hour at most) asks for the list of users ten times a second at most, and prints what came of it: one line for every kind of answer (of a list how many
# users, and whether copies wrote some; of a refusal its code), with its number and the seconds from the first to the last since it began. A list whose end is missing is "broken": its status was sent before.
listed() {
  begun=$(date +%s) renewed=0
  : > /tmp/lists
  while [ ! -e /tmp/enough ] && [ "$(date +%s)" -lt $((begun + 900)) ]; do
    if [ $(($(date +%s) - renewed)) -gt 60 ]; then analyst=$(token analyst || echo "${analyst:-}") renewed=$(date +%s); fi
    at=$(($(date +%s) - begun))
    result=$(curl --silent --max-time 30 --header "Authorization: Bearer $analyst" --output /tmp/list --write-out '%{http_code} %header{Lodestar-Stale-Partitions}' "$gateway/metrics/activation/users") || result="${result%% *} broken"
    case $result in
      *broken) echo "$at $result" ;;
      200*) echo "$at 200 $(awk -F, 'NR > 1 && seen[$1]++ { doubled = "-doubled" } END { print NR - 1 doubled }' /tmp/list)$([ "$result" = '200 ' ] || echo -by-copies)" ;;
      *) echo "$at ${result%% *} $(field code < /tmp/list)" ;;
    esac >> /tmp/lists
    sleep 0.1
  done
  awk '{ what = "list " $2 " " $3; if (!count[what]++) first[what] = $1; last[what] = $1 } END { for (what in count) print what, count[what], "in seconds", first[what], "to", last[what] }' /tmp/lists
}
