package dev.lodestar.testkit.sql;

/**
 * Three users and one without a profile, few enough to work every figure by hand. 2025-01-06 is a Monday.
 *
 * <p>ann goes all the way; bob is active the evening before signup and activates in the last millisecond of the fourteen days; cy creates
 * a page an hour before signup and searches in the month before it.
 */
final class SmallProduct {
    static final String INSERTS = """
            insert into analytics.user_profiles (user_id, signup_date, segment, channel, plan_type) values
                ('ann', '2025-01-06 09:00Z', 'enterprise', 'organic', 'pro'),
                ('bob', '2025-01-15 00:00Z', 'startup', 'paid', 'free'),
                ('cy', '2025-02-10 12:00Z', '', 'organic', null);
            insert into analytics.user_events (user_id, event_id, event_type, "timestamp", properties) values
                ('ann', 'a1', 'signup', '2025-01-06 09:00Z', '{}'),
                ('ann', 'a2', 'page_created', '2025-01-06 09:30Z', '{"workspace_id": "w1"}'),
                ('ann', 'a3', 'content_edited', '2025-01-07 10:00Z', '{}'),
                ('ann', 'a4', 'page_viewed', '2025-01-08 10:00Z', '{}'),
                ('ann', 'a5', 'workspace_shared', '2025-01-14 10:00Z', '{"workspace_id": "w1"}'),
                ('ann', 'a6', 'invoice_paid', '2025-01-20 00:00Z', '{"amount": 10.50, "currency": "USD"}'),
                ('ann', 'a7', 'page_viewed', '2025-01-21 10:00Z', null),
                ('ann', 'a8', 'invoice_paid', '2025-02-20 00:00Z', '{"amount": 10.50, "currency": "USD"}'),
                ('bob', 'b1', 'page_viewed', '2025-01-14 23:30Z', '{}'),
                ('bob', 'b2', 'page_created', '2025-01-29 00:00Z', '{"workspace_id": "w3"}'),
                ('bob', 'b3', 'user_invited', '2025-02-03 12:00Z', '{"workspace_id": null}'),
                ('cy', 'c1', 'search_performed', '2025-01-31 12:00Z', '{}'),
                ('cy', 'c2', 'page_created', '2025-02-10 11:00Z', '{}'),
                ('ghost', 'g1', 'page_viewed', '2025-01-06 08:00Z', '{}'),
                ('ghost', 'g2', 'collaborative_edit', '2025-02-04 09:00Z', '{"workspace_id": "w2"}');
            insert into analytics.acquisition_daily (date, channel, visitors, spend) values
                ('2025-01-05', 'organic', 99, null),
                ('2025-01-06', 'organic', 10, 5),
                ('2025-01-15', 'paid', 5, 50),
                ('2025-02-10', 'organic', 3, null),
                ('2025-02-21', 'organic', 99, null);
            """;

    private SmallProduct() {}
}
