create type event_type as enum (
    'signup', 'session_started', 'page_viewed', 'page_created', 'content_edited', 'search_performed', 'workspace_shared',
    'user_invited', 'collaborative_edit', 'upgraded_to_paid', 'invoice_paid', 'plan_cancelled'
);

create table users (
    user_id bigint,
    signup timestamp,
    segment varchar,
    paid boolean
);

create table events (
    user_id bigint,
    happened timestamp,
    type event_type
);
