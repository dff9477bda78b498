package org.certrenewal.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.privacy.Consents;
import org.certrenewal.registry.reference.City;
import org.certrenewal.registry.reference.Place;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.Undertakings;
import org.certrenewal.stages.search.ServiceChoice;
import org.certrenewal.stages.signature.Signature;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Knows what applicants enter in their forms. */
@Component
@Profile("demo & year")
class Entries {

    private static final String SIGNED = drawn();

    private final ServiceCatalogue catalogue;
    private final Consents consents;
    private final Undertakings undertakings;
    private final Places places;

    Entries(ServiceCatalogue catalogue, Consents consents, Undertakings undertakings, Places places) {
        this.catalogue = catalogue;
        this.consents = consents;
        this.undertakings = undertakings;
        this.places = places;
    }

    ServiceChoice service() {
        return new ServiceChoice(
                "特种作业", catalogue.handledHere().code(), true, consents.notice().version());
    }

    RenewalForm form(Newcomer who, LocalDate today) {
        return new RenewalForm(
                new RenewalForm.Region(cityOf(who.place()), who.place().code()),
                new RenewalForm.CertificateChoice(who.certificate()),
                new RenewalForm.Undertaking(true, undertakings.on(today).version(), null, null));
    }

    Pickup byPost(Newcomer who) {
        return new Pickup(
                Pickup.Method.POST,
                new Pickup.Address(
                        "收件人", "13900000000", cityOf(who.place()), who.place().code(), "建设路1号"),
                "RECIPIENT",
                Pickup.Letters.ELECTRONIC);
    }

    static Pickup electronic() {
        return new Pickup(Pickup.Method.ELECTRONIC, null, null, Pickup.Letters.ELECTRONIC);
    }

    static Signature signature() {
        return new Signature(SIGNED, null, null, null, null);
    }

    private String cityOf(Place place) {
        return places.cityOf(place.code()).map(City::code).orElseThrow();
    }

    private static String drawn() {
        BufferedImage picture = new BufferedImage(300, 120, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(3));
        pen.drawLine(40, 60, 260, 50);
        pen.drawLine(150, 20, 140, 100);
        pen.dispose();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", bytes);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
