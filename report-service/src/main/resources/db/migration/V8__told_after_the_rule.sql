-- Where a notification goes whose channel went with its rule. Kept until it is delivered or given up.
alter table notification add column sealed bytea;
alter table notification add column key_version integer;
alter table notification add constraint notification_sealed_check check ((sealed is null) = (key_version is null));
