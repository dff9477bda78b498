package org.certrenewal.process;

import java.util.Locale;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;

/** Draws a model as SVG from its own diagram: the picture in README. */
final class ProcessPicture {

    private static final int CHARACTER = 12;
    private static final int LINE = 15;

    private final BpmnModelInstance model;
    private final StringBuilder svg = new StringBuilder();

    private ProcessPicture(BpmnModelInstance model) {
        this.model = model;
    }

    static String of(BpmnModelInstance model) {
        return new ProcessPicture(model).draw();
    }

    private String draw() {
        Bounds pool = model.getModelElementsByType(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() instanceof Participant)
                .findFirst()
                .orElseThrow()
                .getBounds();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="%s %s %s %s" font-family="Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif" font-size="12">
                <defs><marker id="arrow" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 10 5 0 10z" fill="#334"/></marker></defs>
                <rect x="%1$s" y="%2$s" width="%3$s" height="%4$s" fill="#fff"/>
                """.formatted(n(pool.getX()), n(pool.getY()), n(pool.getWidth()), n(pool.getHeight())));
        model.getModelElementsByType(BpmnShape.class).forEach(this::shape);
        model.getModelElementsByType(BpmnEdge.class).forEach(this::edge);
        model.getModelElementsByType(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() instanceof BoundaryEvent)
                .forEach(shape -> event((BoundaryEvent) shape.getBpmnElement(), shape.getBounds()));
        return svg.append("</svg>\n").toString();
    }

    private void shape(BpmnShape shape) {
        Bounds at = shape.getBounds();
        if (shape.getBpmnElement() instanceof Participant pool) {
            box(at, "#f4f7fb", "#334", 0, "");
            sideways(pool.getName(), at);
        } else if (shape.getBpmnElement() instanceof Lane lane) {
            box(at, "#fff", "#9ab", 0, "");
            sideways(lane.getName(), at);
        } else if (shape.getBpmnElement() instanceof SubProcess part) {
            boolean byEvent = part.triggeredByEvent();
            box(at, byEvent ? "#fdfbf3" : "#fafcff", "#334", 10, byEvent ? "stroke-dasharray=\"4 3\"" : "");
            text(part.getName(), at.getX() + at.getWidth() / 2, at.getY() + 22, "font-weight=\"bold\"");
        } else if (shape.getBpmnElement() instanceof Activity task) {
            box(
                    at,
                    task instanceof UserTask ? "#e3eefc" : "#fff",
                    task instanceof UserTask ? "#1257c4" : "#334",
                    8,
                    "");
            wrapped(task.getName(), at);
        } else if (shape.getBpmnElement() instanceof Gateway gateway) {
            gateway(gateway, at);
        } else if (shape.getBpmnElement() instanceof Event event) {
            event(event, at);
        }
        label(shape.getBpmnLabel(), shape.getBpmnElement() instanceof FlowElement element ? element.getName() : "");
    }

    private void gateway(Gateway gateway, Bounds at) {
        double x = at.getX() + at.getWidth() / 2;
        double y = at.getY() + at.getHeight() / 2;
        svg.append("<path d=\"M%s %sl25 25-25 25-25-25z\" fill=\"#fff8e1\" stroke=\"#8a6d00\"/>\n"
                .formatted(n(x), n(at.getY())));
        if (gateway instanceof ParallelGateway) {
            svg.append("<path d=\"M%s %sh20m-10-10v20\" stroke=\"#8a6d00\" stroke-width=\"3\"/>\n"
                    .formatted(n(x - 10), n(y)));
        } else if (gateway instanceof InclusiveGateway) {
            svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"10\" fill=\"none\" stroke=\"#8a6d00\" stroke-width=\"2.5\"/>\n"
                    .formatted(n(x), n(y)));
        } else {
            svg.append("<path d=\"M%s %sl14 14m0-14l-14 14\" stroke=\"#8a6d00\" stroke-width=\"3\"/>\n"
                    .formatted(n(x - 7), n(y - 7)));
        }
    }

    private void event(Event event, Bounds at) {
        double x = at.getX() + at.getWidth() / 2;
        double y = at.getY() + at.getHeight() / 2;
        boolean end = event instanceof EndEvent;
        boolean quiet = event instanceof BoundaryEvent boundary && !boundary.cancelActivity()
                || event instanceof StartEvent start && !start.isInterrupting();
        String dash = quiet ? " stroke-dasharray=\"3 2\"" : "";
        String colour = end ? "#a61b1b" : "#1b6e35";
        svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"18\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"%s\"%s/>\n"
                .formatted(n(x), n(y), colour, end ? "3.5" : "1.5", dash));
        if (!end && !(event instanceof StartEvent)) {
            svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"14.5\" fill=\"none\" stroke=\"%s\"%s/>\n"
                    .formatted(n(x), n(y), colour, dash));
        }
        definition(event)
                .ifPresent(kind ->
                        svg.append("<path transform=\"translate(%s %s)\" d=\"%s\" fill=\"%s\" stroke=\"%s\"/>\n"
                                .formatted(
                                        n(x),
                                        n(y),
                                        mark(kind),
                                        end || event instanceof ThrowEvent ? colour : "none",
                                        colour)));
    }

    private static Optional<EventDefinition> definition(Event event) {
        var definitions = event instanceof CatchEvent caught
                ? caught.getEventDefinitions()
                : ((ThrowEvent) event).getEventDefinitions();
        return definitions.stream().findFirst();
    }

    private static String mark(EventDefinition kind) {
        if (kind instanceof TimerEventDefinition) {
            return "M0-9a9 9 0 1 0 .01 0zM0-6V0l4 3";
        }
        if (kind instanceof MessageEventDefinition) {
            return "M-9-6H9V6H-9zL0 1 9-6";
        }
        if (kind instanceof ErrorEventDefinition) {
            return "M-8 7l5-14 5 8 6-9-5 14-5-8z";
        }
        return kind instanceof LinkEventDefinition ? "M-9-3H2V-8L9 0 2 8V3H-9z" : "";
    }

    private void edge(BpmnEdge edge) {
        StringBuilder points = new StringBuilder();
        for (Waypoint point : edge.getWaypoints()) {
            points.append(n(point.getX())).append(',').append(n(point.getY())).append(' ');
        }
        svg.append(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#334\" stroke-width=\"1.3\" stroke-linejoin=\"round\" marker-end=\"url(#arrow)\"/>\n"
                        .formatted(points.toString().strip()));
        label(edge.getBpmnLabel(), edge.getBpmnElement() instanceof FlowElement flow ? flow.getName() : "");
    }

    private void label(BpmnLabel label, String name) {
        if (label != null && name != null && !name.isEmpty()) {
            Bounds at = label.getBounds();
            wrapped(name, at, at.getY() + CHARACTER - 1);
        }
    }

    private void box(Bounds at, String fill, String stroke, int round, String extra) {
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%d\" fill=\"%s\" stroke=\"%s\" %s/>\n"
                .formatted(
                        n(at.getX()), n(at.getY()), n(at.getWidth()), n(at.getHeight()), round, fill, stroke, extra));
    }

    private void sideways(String name, Bounds at) {
        double x = at.getX() + 19;
        double y = at.getY() + at.getHeight() / 2;
        svg.append(
                "<text transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\" font-size=\"13\" font-weight=\"bold\" fill=\"#223\">%s</text>\n"
                        .formatted(n(x), n(y), name));
    }

    private void wrapped(String name, Bounds at) {
        int lines = lines(name, at.getWidth() - 12);
        wrapped(name, at, at.getY() + at.getHeight() / 2 - (lines - 1) * LINE / 2.0 + 4);
    }

    private void wrapped(String name, Bounds at, double firstLine) {
        int perLine = (int) Math.ceil((double) name.length() / lines(name, Math.max(at.getWidth(), 24)));
        double y = firstLine;
        for (int from = 0; from < name.length(); from += perLine) {
            text(name.substring(from, Math.min(name.length(), from + perLine)), at.getX() + at.getWidth() / 2, y, "");
            y += LINE;
        }
    }

    private static int lines(String name, double width) {
        return (int) Math.max(1, Math.ceil(name.length() * CHARACTER / (width + 4)));
    }

    private void text(String text, double x, double y, String extra) {
        svg.append("<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" fill=\"#223\" %s>%s</text>\n"
                .formatted(n(x), n(y), extra, text));
    }

    private static String n(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.format(Locale.ROOT, "%.1f", number);
    }
}
