/**
 * Figures as values, and how each is derived from the answers of a run. The palette is Okabe and Ito's, which people with any kind of colour vision can tell
 * apart; meaning never rests on colour alone, series are labelled where they are drawn.
 */
@NullMarked
package dev.lodestar.report.figure.domain;

import org.jspecify.annotations.NullMarked;
