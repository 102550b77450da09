package dev.lodestar.growth.assumption;

import dev.lodestar.growth.assumption.domain.AssumptionVersion;
import dev.lodestar.growth.assumption.domain.Assumptions;
import dev.lodestar.kit.wire.CsvTable;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/**
 * The assumptions in force on a day and every version that the project has set.
 *
 * @param day the day they are in force on
 * @param currency ISO 4217 code of the currency that the units speak of
 */
record AssumptionsResponse(LocalDate day, String currency, List<Item> assumptions, List<Item> versions) {

    /** One version. */
    record Item(String name, double value, String unit, double min, double max, String source, LocalDate validFrom) {

        static Item from(AssumptionVersion version) {
            return new Item(
                    version.name().wireName(),
                    version.value(),
                    version.name().unit(),
                    version.name().min(),
                    version.name().max(),
                    version.source(),
                    version.validFrom());
        }
    }

    static AssumptionsResponse from(LocalDate day, Currency currency, List<AssumptionVersion> versions) {
        return new AssumptionsResponse(
                day,
                currency.getCurrencyCode(),
                items(Assumptions.inForceOn(day, versions).versions()),
                items(versions));
    }

    private static List<Item> items(List<AssumptionVersion> versions) {
        return versions.stream().map(Item::from).toList();
    }

    /** The assumptions in force. */
    String csv() {
        CsvTable table = CsvTable.of("name", "value", "unit", "source", "valid_from");
        assumptions.forEach(item -> table.row(item.name(), item.value(), item.unit(), item.source(), item.validFrom()));
        return table.render();
    }
}
