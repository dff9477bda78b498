package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves what isn't inside: languages that a process could be made to run, connectors, the engine's open REST. */
class SupplyChainTest {

    @Test
    void should_run_no_script_but_the_expressions_of_DMN_and_BPMN() {
        List<String> languages = new ScriptEngineManager()
                .getEngineFactories().stream()
                        .map(factory -> factory.getClass().getName())
                        .toList();
        assertThat(languages)
                .containsExactlyInAnyOrder(
                        "org.camunda.feel.impl.script.FeelScriptEngineFactory",
                        "org.camunda.feel.impl.script.FeelUnaryTestsScriptEngineFactory",
                        // Inside the engine itself; the models have no script task, and nobody deploys one.
                        "org.camunda.bpm.engine.impl.scripting.engine.JuelScriptEngineFactory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.camunda.connect.Connectors",
                "org.camunda.connect.plugin.impl.ConnectProcessEnginePlugin",
                "org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration",
                "org.camunda.bpm.example.invoice.InvoiceProcessApplication",
                "groovy.lang.GroovyShell",
                "org.graalvm.polyglot.Context",
                "org.openjdk.nashorn.api.scripting.NashornScriptEngine",
                "org.python.util.PythonInterpreter",
                "org.jruby.Ruby",
                "freemarker.template.Template",
                "org.apache.velocity.app.Velocity",
                "org.apache.logging.log4j.core.Logger"
            })
    void should_leave_out(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }
}
