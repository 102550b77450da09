package dev.lodestar.report.figure.domain;

/** Colours by role, from the palette of Okabe and Ito (2008). */
public enum Tone {
    BLUE("#0072B2"),
    ORANGE("#E69F00"),
    GREEN("#009E73"),
    VERMILLION("#D55E00"),
    PURPLE("#CC79A7"),
    SKY("#56B4E9"),
    GREY("#8A93A3");

    private final String hex;

    Tone(String hex) {
        this.hex = hex;
    }

    public String hex() {
        return hex;
    }

    /** The n-th colour for series of equal rank; starts again after the sixth. */
    public static Tone ordinal(int n) {
        return values()[n % (values().length - 1)];
    }
}
