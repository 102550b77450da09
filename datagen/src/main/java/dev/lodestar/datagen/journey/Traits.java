package dev.lodestar.datagen.journey;

import java.util.List;

/** Who a user is: the attributes of the profile that are fixed at signup. */
public record Traits(Segment segment, Channel channel, Device device, String region, String useCase) {

    private static final List<String> REGIONS =
            List.of("north_america", "europe", "asia_pacific", "latin_america", "africa");
    private static final double[] REGION_SHARES = {0.38, 0.31, 0.19, 0.08, 0.04};
    private static final List<String> USE_CASES = List.of("notes", "wiki", "project_management", "design", "education");
    private static final double[] USE_CASE_SHARES = {0.30, 0.24, 0.26, 0.12, 0.08};

    private static final Segment[] SEGMENTS = Segment.values();
    private static final Channel[] CHANNELS = Channel.values();
    private static final Device[] DEVICES = Device.values();
    private static final double[] SEGMENT_SHARES =
            List.of(SEGMENTS).stream().mapToDouble(Segment::share).toArray();
    private static final double[] CHANNEL_SHARES =
            List.of(CHANNELS).stream().mapToDouble(Channel::share).toArray();
    private static final double[] DEVICE_SHARES =
            List.of(DEVICES).stream().mapToDouble(Device::share).toArray();

    static Traits draw(Dice dice) {
        return new Traits(
                SEGMENTS[dice.pick(SEGMENT_SHARES)],
                CHANNELS[dice.pick(CHANNEL_SHARES)],
                DEVICES[dice.pick(DEVICE_SHARES)],
                REGIONS.get(dice.pick(REGION_SHARES)),
                USE_CASES.get(dice.pick(USE_CASE_SHARES)));
    }
}
