package org.certrenewal.web.api;

import java.util.List;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.ServiceItem;
import org.certrenewal.typed.Lengths;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Searches the catalogue of services: the one search of the start page and of 查找服务事项. */
@RestController
class ServiceController {

    private final ServiceCatalogue catalogue;

    ServiceController(ServiceCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Holds what was found.
     *
     * @param found codes of services, the best first
     */
    record Found(List<String> found) {}

    @GetMapping("/api/services")
    Found search(@RequestParam(defaultValue = "") String query) {
        if (Lengths.of(query) > Lengths.QUERY) {
            throw new SectionRefused(List.of(new Problem("query", "查找的内容不超过" + Lengths.QUERY + "个字，请写短一些")));
        }
        return new Found(catalogue.search(query).stream().map(ServiceItem::code).toList());
    }
}
