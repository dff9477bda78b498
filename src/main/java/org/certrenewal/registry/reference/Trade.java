package org.certrenewal.registry.reference;

import java.util.OptionalInt;
import org.certrenewal.law.Mark;

/**
 * Holds a trade, 操作类别.
 *
 * @param code 2 digits; 99 covers several, told apart by name
 * @param name the trade
 * @param nakedVision least naked vision of both eyes, such as 4.8
 * @param correctedVision least corrected vision, such as 5.0
 * @param ageLimitMale age up to which men may work in it; empty where none is known
 * @param ageLimitFemale age up to which women may work in it; empty where none is known
 * @param mark how well these data are established
 * @param note what an administrator should know
 */
public record Trade(
        String code,
        String name,
        String nakedVision,
        String correctedVision,
        OptionalInt ageLimitMale,
        OptionalInt ageLimitFemale,
        Mark mark,
        String note) {

    public OptionalInt ageLimit(Gender gender) {
        return gender == Gender.MALE ? ageLimitMale : ageLimitFemale;
    }
}
