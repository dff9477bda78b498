package org.certrenewal.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.registry.reference.Places;
import org.springframework.stereotype.Component;

/** Checks what 取件方式 holds. */
@Component
public class PickupCheck {

    private static final Pattern PHONE = Pattern.compile("1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}");
    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_DETAIL = 120;
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
        if (pickup.method() == Pickup.Method.POST) {
            address(pickup.address(), problems);
            if (!PostagePayer.has(pickup.payer())) {
                problems.add(new Problem("payer", "请选择邮寄费用由谁承担"));
            }
        }
        return problems;
    }

    private void address(Pickup.Address address, List<Problem> problems) {
        if (address == null) {
            problems.add(new Problem("address.recipient", "请填写收件人"));
            return;
        }
        if (isBlank(address.recipient()) || address.recipient().length() > LONGEST_NAME) {
            problems.add(new Problem("address.recipient", "请填写收件人，不超过" + LONGEST_NAME + "个字"));
        }
        if (isBlank(address.phone()) || !PHONE.matcher(address.phone().strip()).matches()) {
            problems.add(new Problem("address.phone", "请填写11位手机号码，或带区号的固定电话"));
        }
        if (isBlank(address.city()) || places.city(address.city()).isEmpty()) {
            problems.add(new Problem("address.city", "请选择收件地址所在的市"));
        } else if (isBlank(address.district())
                || places.cityOf(address.district())
                        .filter(city -> city.code().equals(address.city()))
                        .isEmpty()) {
            problems.add(new Problem("address.district", "请选择收件地址所在的区县"));
        }
        int length = isBlank(address.detail()) ? 0 : address.detail().strip().length();
        if (length < SHORTEST_DETAIL || length > LONGEST_DETAIL) {
            problems.add(new Problem("address.detail", "请填写详细地址，" + SHORTEST_DETAIL + "至" + LONGEST_DETAIL + "个字"));
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
