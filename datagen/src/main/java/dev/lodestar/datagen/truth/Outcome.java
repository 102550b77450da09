package dev.lodestar.datagen.truth;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What came of a group of users by the end of the data.
 *
 * @param users                  who signed up
 * @param activated              with a page created
 * @param activatedWithin14Days  at most 14 × 24 h after signup
 * @param collaborated           with a workspace shared, a user invited or a collaborative edit
 * @param paid                   who have ever upgraded
 * @param churned                who have left for good
 * @param events                 of any type
 * @param revenue                paid invoices, in US dollars
 * @param trueActivationRate     mean of the probabilities that the users activate, given time
 * @param activationRate         activated / users; below the true rate because late signups had no time
 * @param collaborationRate      collaborated / activated
 * @param paidRate               paid / users
 */
public record Outcome(
        long users,
        long activated,
        @JsonProperty("activated_within_14_days") long activatedWithin14Days,
        long collaborated,
        long paid,
        long churned,
        long events,
        double revenue,
        double trueActivationRate,
        double activationRate,
        double collaborationRate,
        double paidRate) {}
