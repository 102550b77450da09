package dev.lodestar.growth.projection.domain;

import dev.lodestar.growth.assumption.domain.Figure;

/** An input of the flow model by the name under which sensitivity and definition show it. */
public record InputFigure(String name, Figure figure) {}
