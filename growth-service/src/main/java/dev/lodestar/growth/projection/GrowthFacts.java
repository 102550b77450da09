package dev.lodestar.growth.projection;

import dev.lodestar.growth.assumption.domain.Assumptions;
import dev.lodestar.growth.lever.domain.Levers;
import dev.lodestar.growth.observation.domain.ObservedProduct;

/** Everything that the answers of growth are made from. */
public record GrowthFacts(ObservedProduct observed, Assumptions assumptions, Levers levers) {}
