package io.selfcure.app;

import io.selfcure.datasets.web.ClipJob;
import io.selfcure.datasets.web.ClipRun;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.workflow.FindClips;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "clips",
    description = {
      "Find stretches of videos in which one face is there long enough; keep the best frames of each,"
          + " the face aligned.",
      "The same command goes on after an interruption. A video that cannot be read never stops the"
          + " others.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  selfcure webemotion clips --from videos --to clips",
      "  selfcure webemotion clips --from videos --to clips --seconds 3 --frames 5 --fps 10",
      "  selfcure webemotion clips --from videos --list clips/frames.csv --to clips-again",
    })
final class WebClipsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "The folder of videos, with folders in it.")
  private Path from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "The folder of clips: frames, frames.csv, clips.csv, failed.csv.")
  private Path to;

  @Mixin private ClipRuleOptions rules;

  @Option(
      names = "--align",
      defaultValue = "five",
      paramLabel = "eyes|five",
      description =
          "Bring the eyes to their places exactly, or all landmarks as near as can be. Default:"
              + " five.")
  private Alignment align;

  @Mixin private FaceOptions faces;

  @Mixin private VideoLimitOptions limits;

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description =
          "Look for no faces, but cut out those of this frames.csv again, from the same videos.")
  private @Nullable Path list;

  @Option(
      names = "--forget-media",
      description =
          "DELETE each video's file in --from once its clips are safely written, or it has none."
              + " Files that are damaged or fail stay. This cannot be undone.")
  private boolean forgetMedia;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    json.requireWritable();
    FaceCutter.Settings how = faces.settings(align, FaceCutter.Which.ALL);
    ClipJob job =
        new ClipJob(from, to, rules.rules(), how.cropper(), limits.limits(), list, forgetMedia);
    if (forgetMedia) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "selfcure: warning: --forget-media deletes the videos in "
              + job.from()
              + " one by one as their clips are written");
      err.flush();
    }
    FindClips.Result made =
        FindClips.run(new FindClips.Request(job, how.finder()), Contexts.of(spec));
    json.show(spec, made.document(to), out -> print(out, made.outcome()));
    return 0;
  }

  private void print(PrintWriter out, ClipRun.Outcome made) {
    out.printf(
        Locale.ROOT,
        "%,d clips of %,d videos, %.1f minutes, %,d faces in %s%n",
        made.clips(),
        made.videos(),
        made.seconds() / 60,
        made.frames(),
        to);
    if (made.before() > 0) {
      out.printf(Locale.ROOT, "  done in earlier runs: %,d videos%n", made.before());
    }
    if (made.failed() + made.damaged() > 0) {
      out.printf(
          Locale.ROOT,
          "  failed: %,d; damaged, used as far as they go: %,d (%s says why)%n",
          made.failed(),
          made.damaged(),
          to.resolve("failed.csv"));
    }
    if (made.others() > 0) {
      out.printf(Locale.ROOT, "  files that are no videos by their names: %,d%n", made.others());
    }
    if (made.forgotten() > 0) {
      out.printf(Locale.ROOT, "  DELETED: %,d videos in %s%n", made.forgotten(), from);
    }
    out.println("next:");
    out.println(
        "  "
            + CommandWording.line(
                "webemotion label", "from", to, "plan", "plan.csv", "to", "data/web"));
  }
}
