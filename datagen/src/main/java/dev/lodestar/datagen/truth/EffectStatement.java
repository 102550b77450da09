package dev.lodestar.datagen.truth;

import dev.lodestar.datagen.journey.Channel;
import dev.lodestar.datagen.journey.Device;
import dev.lodestar.datagen.journey.Effects;
import dev.lodestar.datagen.journey.ProductCalendar;
import dev.lodestar.datagen.journey.Segment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The parameters that shape the journeys. A probability is {@code 1 / (1 + e^-logits)}, the logits being the base and those
 * of the user's attributes added up.
 *
 * @param activation    of ever creating a page
 * @param collaboration of wanting to collaborate, once activated
 * @param payment       of wanting to pay, once activated
 * @param life          how long an activated user stays
 * @param signupGrowth  signups a day at the end of the range as a multiple of those at its start
 * @param signupRate    expected share of a channel's visitors who sign up
 * @param costPerVisitor in US dollars, by channel
 * @param withoutEffect attributes that change nothing
 */
public record EffectStatement(
        Logits activation,
        Logits collaboration,
        Logits payment,
        Life life,
        double signupGrowth,
        Map<String, Double> signupRate,
        Map<String, Double> costPerVisitor,
        List<String> withoutEffect) {

    /**
     * Log-odds of something.
     *
     * @param base of everybody
     * @param added by attribute and value
     */
    public record Logits(double base, Map<String, Map<String, Double>> added) {}

    /**
     * The time from activation to leaving.
     *
     * @param meanDays              by segment
     * @param channelFactor         multiplies it
     * @param fastActivationFactor  multiplies it for those who activated within an hour
     * @param collaborationOnLeaving multiplies the risk of leaving after the first collaboration
     * @param paymentOnLeaving      multiplies the risk of leaving after the first payment
     * @param onlookerMeanDays      the mean life of those who never activate
     * @param returnAfterCancelling share of those who cancelled who pay again later
     */
    public record Life(
            Map<String, Double> meanDays,
            Map<String, Double> channelFactor,
            double fastActivationFactor,
            double collaborationOnLeaving,
            double paymentOnLeaving,
            double onlookerMeanDays,
            double returnAfterCancelling) {}

    /** The effects that every data set of this version has. */
    public static EffectStatement current() {
        return new EffectStatement(
                activationLogits(),
                new Logits(Effects.COLLABORATION_BASE_LOGIT, Map.of("segment", bySegment(Segment::collaborationLogit))),
                paymentLogits(),
                new Life(
                        bySegment(Segment::meanLifeDays),
                        byChannel(Channel::lifeFactor),
                        Effects.FAST_ACTIVATION_ON_LIFE_FACTOR,
                        Effects.COLLABORATION_ON_LEAVING_FACTOR,
                        Effects.PAYMENT_ON_LEAVING_FACTOR,
                        Effects.ONLOOKER_LIFE_DAYS,
                        Effects.RETURN_AFTER_CANCELLING_RATE),
                ProductCalendar.SIGNUP_GROWTH,
                byChannel(Channel::signupRate),
                byChannel(Channel::costPerVisitor),
                List.of("region", "use_case"));
    }

    private static Logits activationLogits() {
        Map<String, Map<String, Double>> added = new LinkedHashMap<>();
        added.put("segment", bySegment(Segment::activationLogit));
        added.put("channel", byChannel(Channel::activationLogit));
        added.put("device", values(List.of(Device.values()), Device::wireName, Device::activationLogit));
        return new Logits(Effects.ACTIVATION_BASE_LOGIT, added);
    }

    private static Logits paymentLogits() {
        Map<String, Map<String, Double>> added = new LinkedHashMap<>();
        added.put("segment", bySegment(Segment::paymentLogit));
        added.put("channel", byChannel(Channel::paymentLogit));
        added.put("wants_to_collaborate", Map.of("true", Effects.COLLABORATION_ON_PAYMENT_LOGIT));
        return new Logits(Effects.PAYMENT_BASE_LOGIT, added);
    }

    private static Map<String, Double> bySegment(ToDoubleFunction<Segment> effect) {
        return values(List.of(Segment.values()), Segment::wireName, effect);
    }

    private static Map<String, Double> byChannel(ToDoubleFunction<Channel> effect) {
        return values(List.of(Channel.values()), Channel::wireName, effect);
    }

    private static <T> Map<String, Double> values(List<T> all, Function<T, String> name, ToDoubleFunction<T> effect) {
        Map<String, Double> values = new LinkedHashMap<>();
        all.forEach(value -> values.put(name.apply(value), effect.applyAsDouble(value)));
        return values;
    }
}
