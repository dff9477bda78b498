package org.certrenewal.casefile;

import java.util.ArrayList;
import java.util.List;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Telephone;
import org.springframework.stereotype.Component;

/** Checks what 取件方式 holds. */
@Component
public class PickupCheck {

    private static final int SHORTEST_DETAIL = 4;

    private final Places places;

    PickupCheck(Places places) {
        this.places = places;
    }

    /** Returns what is wrong, at its fields. */
    public List<Problem> validate(Pickup pickup) {
        List<Problem> problems = new ArrayList<>();
        if (pickup == null || pickup.method() == null) {
            problems.add(new Problem("method", "请选择取件方式"));
            return problems;
        }
        if (pickup.needsAddress()) {
            address(pickup.address(), problems);
            if (pickup.method() == Pickup.Method.POST && !PostagePayer.has(pickup.payer())) {
                problems.add(new Problem("payer", "请选择邮寄费用由谁承担"));
            }
        }
        return problems;
    }

    /** Returns a pickup without problems as it is kept: with the telephone in its one form. */
    public static Pickup tidied(Pickup pickup) {
        if (!pickup.needsAddress()) {
            return pickup;
        }
        Pickup.Address to = pickup.address();
        return new Pickup(
                pickup.method(),
                new Pickup.Address(
                        to.recipient(), Telephone.of(to.phone()).value(), to.city(), to.district(), to.detail()),
                pickup.payer(),
                pickup.letters());
    }

    private void address(Pickup.Address address, List<Problem> problems) {
        if (address == null) {
            problems.add(new Problem("address.recipient", "请填写收件人"));
            return;
        }
        if (isBlank(address.recipient()) || Lengths.of(address.recipient()) > Lengths.NAME) {
            problems.add(new Problem("address.recipient", "请填写收件人，不超过" + Lengths.NAME + "个字"));
        }
        Telephone.whyNot(address.phone()).ifPresent(reason -> problems.add(new Problem("address.phone", reason)));
        if (isBlank(address.city()) || places.city(address.city()).isEmpty()) {
            problems.add(new Problem("address.city", "请选择收件地址所在的市"));
        } else if (isBlank(address.district())
                || places.cityOf(address.district())
                        .filter(city -> city.code().equals(address.city()))
                        .isEmpty()) {
            problems.add(new Problem("address.district", "请选择收件地址所在的区县"));
        }
        int length = Lengths.of(address.detail());
        if (length < SHORTEST_DETAIL || length > Lengths.ADDRESS) {
            problems.add(new Problem("address.detail", "请填写详细地址，" + SHORTEST_DETAIL + "至" + Lengths.ADDRESS + "个字"));
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
