-- What the log says of a run already: a record that comes again gets no second entry.
create index audit_entry_of_runs on audit_entry (request_id) where action in ('run_started', 'run_step', 'run_finished');
