-- A notification whose channel was removed while it waited has not failed.
alter table notification drop constraint notification_state_check;
alter table notification add constraint notification_state_check check (state in ('pending', 'delivered', 'failed', 'dropped'));
