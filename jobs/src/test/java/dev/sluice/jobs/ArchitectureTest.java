package dev.sluice.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of dependencies, as docs/architecture.md draws it. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule domainKnowsNothingOfTheOutsideWorld =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.domain..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.apache..",
                      "com.fasterxml..",
                      "java.nio.file..",
                      "java.net..",
                      "java.sql..",
                      "dev.sluice.wire..",
                      "dev.sluice.operators..",
                      "dev.sluice.sinks..",
                      "dev.sluice.connectors..",
                      "dev.sluice.embedded..",
                      "dev.sluice.console..",
                      "dev.sluice.jobs..")
                  // Arithmetic: error functions, exact sums.
                  .and(resideOutsideOfPackage("org.apache.commons.numbers..")));

  @ArchTest
  static final ArchRule noWallClockReachesADecision =
      noClasses()
          .that()
          .resideInAnyPackage("dev.sluice.domain..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID");

  @ArchTest
  static final ArchRule wireKnowsOnlyTheDomain =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.apache.kafka..",
              "dev.sluice.operators..",
              "dev.sluice.sinks..",
              "dev.sluice.connectors..",
              "dev.sluice.embedded..",
              "dev.sluice.console..",
              "dev.sluice.jobs..");

  @ArchTest
  static final ArchRule consoleNeverUsesFlink =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule siblingsDoNotKnowEachOther =
      slices()
          .matching("dev.sluice.(operators|sinks|connectors|embedded|console)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule nothingDependsOnJobs =
      classes()
          .that()
          .resideInAPackage("dev.sluice.jobs..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("dev.sluice.jobs..");
}
