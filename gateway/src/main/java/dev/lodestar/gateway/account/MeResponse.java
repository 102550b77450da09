package dev.lodestar.gateway.account;

import dev.lodestar.gateway.caller.Caller;
import dev.lodestar.kit.identity.Roles;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who the caller is.
 *
 * @param subject the provider's stable id
 * @param name for people
 * @param roles those of Lodestar, composite roles expanded
 * @param segments that the caller's figures are held to; empty = all
 */
record MeResponse(String subject, String name, List<String> roles, List<String> segments) {
    static MeResponse from(Caller caller) {
        return new MeResponse(
                caller.subject(),
                caller.name(),
                Stream.of(
                                Roles.VIEWER,
                                Roles.ANALYST,
                                Roles.OPERATOR,
                                Roles.INGEST,
                                Roles.PRIVACY,
                                Roles.AUDITOR,
                                Roles.ADMIN)
                        .filter(caller.roles()::contains)
                        .toList(),
                caller.segments());
    }
}
