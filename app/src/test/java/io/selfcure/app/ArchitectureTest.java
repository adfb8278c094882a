package io.selfcure.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.selfcure.core.error.SelfcureException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Says aloud what the modules make true, and what they cannot. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(place -> !place.contains("-tests.jar"))
          .importPackages("io.selfcure");

  /** A command of more lines does something that belongs into a use case. */
  private static final int MOST_LINES = 150;

  @Test
  void seesAllModules() {
    for (String module :
        new String[] {
          "core",
          "curation",
          "vision",
          "datasets",
          "training",
          "model",
          "recognition",
          "workflow",
          "app"
        }) {
      assertThat(
              CLASSES.stream()
                  .anyMatch(c -> c.getPackageName().startsWith("io.selfcure." + module)))
          .as(module)
          .isTrue();
    }
  }

  @Test
  void dependenciesPointTowardsCore() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy("io.selfcure.core..")
        .layer("curation")
        .definedBy("io.selfcure.curation..")
        .layer("vision")
        .definedBy("io.selfcure.vision..")
        .layer("datasets")
        .definedBy("io.selfcure.datasets..")
        .layer("training")
        .definedBy("io.selfcure.training..")
        .layer("model")
        .definedBy("io.selfcure.model..")
        .layer("recognition")
        .definedBy("io.selfcure.recognition..")
        .layer("workflow")
        .definedBy("io.selfcure.workflow..")
        .layer("app")
        .definedBy("io.selfcure.app..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("workflow")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("training")
        .mayOnlyBeAccessedByLayers("workflow", "app")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("recognition")
        .whereLayer("recognition")
        .mayOnlyBeAccessedByLayers("workflow", "app")
        .whereLayer("datasets")
        .mayOnlyBeAccessedByLayers("workflow", "app")
        .whereLayer("curation")
        .mayOnlyBeAccessedByLayers("training", "workflow", "app")
        .whereLayer("vision")
        .mayOnlyBeAccessedByLayers("datasets", "recognition", "workflow", "app")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCircles() {
    slices().matching("io.selfcure.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.selfcure.core.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.selfcure.curation.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.selfcure.training.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.selfcure.workflow.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.selfcure.datasets.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void heavyLibrariesStayBehindTheirWalls() {
    onlyIn("io.selfcure.training..", "org.bytedeco.pytorch..");
    onlyIn("io.selfcure.vision..", "org.bytedeco.opencv..");
    onlyIn("io.selfcure.vision.video..", "org.bytedeco.ffmpeg..");
    noClasses()
        .that()
        .resideOutsideOfPackages("io.selfcure.recognition..", "io.selfcure.training.export")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .check(CLASSES);
    onlyIn("io.selfcure.app..", "picocli..");
    onlyIn("io.selfcure.core.data", "de.siegmar.fastcsv..");
    onlyIn("io.selfcure.vision", "javax.imageio..");
    onlyIn("io.selfcure.curation..", "java.sql..");
    onlyIn("io.selfcure.curation.sqlite..", "org.sqlite..");
    onlyIn("io.selfcure.curation.proto..", "com.google.protobuf..");
  }

  private static void onlyIn(String module, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  @Test
  void databasesAreOpenedInOnePlace() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.DriverManager")
        .check(CLASSES);
  }

  @Test
  void nothingDeserialisesJavaObjectsOrThrowsABareException() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .check(CLASSES);
    noClasses()
        .that()
        .doNotBelongToAnyOf(SelfcureException.class)
        .should()
        .callConstructor(RuntimeException.class, String.class)
        .orShould()
        .callConstructor(Exception.class, String.class)
        .check(CLASSES);
  }

  @Test
  void errorsAreOneFamily() {
    classes()
        .that()
        .areAssignableTo(RuntimeException.class)
        .should()
        .beAssignableTo(SelfcureException.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsTheConsole() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.selfcure.app..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void noTwoPublicTypesShareAName() {
    Map<String, List<String>> byName =
        CLASSES.stream()
            .filter(c -> c.isTopLevelClass() && c.getModifiers().contains(JavaModifier.PUBLIC))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    assertThat(byName).hasSizeGreaterThan(200);
    assertThat(byName.values().stream().filter(names -> names.size() > 1)).isEmpty();
  }

  @Test
  void commandsParseAskAndPrint() throws IOException {
    Path sources = Path.of("src/main/java/io/selfcure/app");
    List<String> tooLong = new ArrayList<>();
    int seen = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(sources, "*Command.java")) {
      for (Path file : files) {
        seen++;
        int lines = Files.readAllLines(file).size();
        if (lines >= MOST_LINES) {
          tooLong.add(file.getFileName() + ": " + lines);
        }
      }
    }
    assertThat(seen).isGreaterThan(30);
    assertThat(tooLong).as("commands too long to do no more than that").isEmpty();
  }
}
