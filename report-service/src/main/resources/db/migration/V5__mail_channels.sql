alter table alert_channel drop constraint alert_channel_kind_check;
alter table alert_channel add constraint alert_channel_kind_check check (kind in ('webhook', 'slack', 'mail'));
