-- Reasons used to quote what stood where JSON should, which may have been a user id, in clear.
update quarantine set detail = 'it cannot be read as JSON' where detail like 'it is not JSON: %';
update quarantine set detail = 'the JSON breaks off' where detail like 'the JSON breaks off: %';
