# Runs once, in the container of PostgreSQL, when its volume is empty.
set -eu
create() {
  psql --set=ON_ERROR_STOP=1 --username postgres --set=name="$1" --set=password="$2" << 'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke connect on database :"name" from public;
SQL
}
create ingest "$PASSWORD_INGEST"
create cohort "$PASSWORD_COHORT"
create growth "$PASSWORD_GROWTH"
create report "$PASSWORD_REPORT"
create gateway "$PASSWORD_GATEWAY"
