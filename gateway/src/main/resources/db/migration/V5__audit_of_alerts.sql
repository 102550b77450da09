-- What the log says of an alert or a notification already, as of runs.
create index audit_entry_of_alerts on audit_entry (request_id)
  where action in ('alert_opened', 'alert_repeated', 'alert_resolved', 'notification_delivered', 'notification_failed');
