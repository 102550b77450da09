package dev.lodestar.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every service of the suite keeps to.
 *
 * @param service the last part of its root package, such as {@code metrics}
 * @param domainLibraries packages that its domain may use beside the JDK, JSpecify and the engine
 */
public record ArchitectureRules(String service, List<String> domainLibraries) {
    private static final String ROOT = "dev.lodestar.";
    private static final List<String> SERVICES = List.of("ingest", "metrics", "cohort", "growth", "report", "gateway");

    /** By name: what these annotations are annotated with is not imported, and a rule that looked at it would look at nothing. */
    private static final Set<String> HTTP_METHODS = Stream.of(
                    "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
            .map("jakarta.ws.rs."::concat)
            .collect(Collectors.toUnmodifiableSet());

    /** Annotations that let somebody in, and not everybody. */
    private static final List<String> ENDPOINT_ROLES =
            List.of("jakarta.annotation.security.RolesAllowed", "io.quarkus.security.Authenticated");

    public ArchitectureRules(String service) {
        this(service, List.of());
    }

    /** Checks all of them; fails naming every class that breaks one. */
    public void check() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT + service);
        if (classes.isEmpty()) {
            throw new AssertionError("no class was found in " + ROOT + service + ", so nothing was checked");
        }
        domainIsPure(classes);
        featuresFormNoCycles(classes);
        noOtherServiceIsOnTheClassPath(classes);
        everyEndpointNamesItsRole(classes);
        namesSaySomething(classes);
    }

    private void domainIsPure(JavaClasses classes) {
        List<String> allowed =
                new ArrayList<>(List.of("java..", "org.jspecify..", ROOT + "engine..", ROOT + service + "..domain.."));
        allowed.addAll(domainLibraries);
        classes()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(new String[0])))
                .allowEmptyShould(true)
                .check(classes);
    }

    private void featuresFormNoCycles(JavaClasses classes) {
        slices().matching(ROOT + service + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    private void noOtherServiceIsOnTheClassPath(JavaClasses classes) {
        String[] others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        noClasses().should().dependOnClassesThat().resideInAnyPackage(others).check(classes);
    }

    /** The role stands on the method or on its class; a method without one would be denied to everybody, which is an error too. */
    private static void everyEndpointNamesItsRole(JavaClasses classes) {
        methods().that(answerRequests()).should(nameARole()).check(classes);
    }

    private static DescribedPredicate<JavaMethod> answerRequests() {
        return DescribedPredicate.describe(
                "answer requests",
                method -> !method.getOwner().isInterface()
                        && method.getAnnotations().stream()
                                .anyMatch(annotation -> HTTP_METHODS.contains(
                                        annotation.getRawType().getName())));
    }

    private static ArchCondition<JavaMethod> nameARole() {
        return new ArchCondition<>("name a role") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean named = ENDPOINT_ROLES.stream()
                        .anyMatch(role -> method.isAnnotatedWith(role)
                                || method.getOwner().isAnnotatedWith(role));
                events.add(new SimpleConditionEvent(method, named, method.getFullName() + " names no role"));
            }
        };
    }

    private static void namesSaySomething(JavaClasses classes) {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("DTO")
                .orShould()
                .haveSimpleNameEndingWith("Base")
                .check(classes);
    }
}
