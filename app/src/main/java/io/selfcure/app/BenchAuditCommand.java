package io.selfcure.app;

import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.EnvironmentException;
import io.selfcure.core.error.Reasons;
import io.selfcure.curation.audit.AuditBench;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    description =
        "Time and memory of an audit by the ledger of a made-up run; without pictures and network.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "SELFCURE_HEAP limits the Java heap: what suffices is what an audit of that size needs.",
      "",
      "Examples:",
      "  selfcure bench audit --samples 100000",
      "  SELFCURE_HEAP=900m ./selfcure bench audit"
    })
final class BenchAuditCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--samples",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Training samples. Default: 1000000.")
  private int samples;

  @Option(
      names = "--epochs",
      defaultValue = "40",
      paramLabel = "N",
      description = "Epochs in the ledger. Default: 40.")
  private int epochs;

  @Option(
      names = "--classes",
      defaultValue = "8",
      paramLabel = "N",
      description = "Classes. Default: 8.")
  private int classes;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Where the ledger is written, 35 bytes for each sample and epoch; it is removed at the"
              + " end. Default: the temporary folder.")
  private @Nullable Path work;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    AuditBench.Size size = new AuditBench.Size(samples, epochs, classes);
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Path folder = folder();
    try {
      AuditBench.Result r = AuditBench.run(size, folder, Terminal.progress(spec));
      Map<String, Object> d = document(r, load);
      json.show(spec, d, out -> d.forEach((k, v) -> out.printf("%-22s %s%n", k, v)));
      return 0;
    } finally {
      Outputs.deleteTree(folder);
    }
  }

  private Path folder() {
    Path place = work == null ? Path.of(System.getProperty("java.io.tmpdir")) : work;
    try {
      return Files.createTempDirectory(Files.createDirectories(place), "selfcure-bench");
    } catch (IOException e) {
      throw new EnvironmentException(
          place.toString(),
          "cannot be written: " + Reasons.of(e),
          "name another folder with --work",
          e);
    }
  }

  private Map<String, Object> document(AuditBench.Result r, double load) {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("load-before", round(load));
    d.put("samples", samples);
    d.put("epochs", epochs);
    d.put("classes", classes);
    d.put("ledger-mib", r.ledgerBytes() >> 20);
    d.put("write-ledger-s", round(r.ledgerSeconds()));
    d.put("read-ledger-s", round(r.readSeconds()));
    d.put("audit-s", round(r.auditSeconds()));
    d.put("write-audit-s", round(r.writeSeconds()));
    d.put("heap-held-mib", r.heapBytes() >> 20);
    d.put("heap-limit-mib", Runtime.getRuntime().maxMemory() >> 20);
    return d;
  }

  private static double round(double v) {
    return Math.round(v * 10) / 10.0;
  }
}
