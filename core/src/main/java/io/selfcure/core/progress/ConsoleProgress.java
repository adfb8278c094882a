package io.selfcure.core.progress;

import io.selfcure.core.error.Wording;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress on a stream, usually standard error. On a terminal one live line is redrawn at
 * most ten times a second; in a log, plain lines come at most every ten seconds. Either way a last
 * line says how much was done and how long it took. Of tasks within tasks the innermost is shown.
 * For silence use {@link Progress#NONE}.
 */
public final class ConsoleProgress implements Progress {

  private static final long LIVE_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;
  private static final int DEFAULT_WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private final Wording wording;
  private final LongSupplier nanoClock;
  private final Deque<Running> open = new ArrayDeque<>();

  /** How many characters of the live line stand on the screen. */
  private int drawn;

  /**
   * Shows progress on {@code out}, as wide as the environment's COLUMNS says.
   *
   * @param terminal whether a person watches: a live line rather than plain lines
   * @param wording how advice spells what it names
   */
  public ConsoleProgress(PrintStream out, boolean terminal, Wording wording) {
    this(out, terminal, columns(System.getenv("COLUMNS")), wording, System::nanoTime);
  }

  ConsoleProgress(
      PrintStream out, boolean terminal, int width, Wording wording, LongSupplier nanoClock) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
    this.wording = wording;
    this.nanoClock = nanoClock;
  }

  static int columns(@Nullable String columns) {
    // Four digits at most: anything else is no width.
    return columns != null && columns.matches("[1-9][0-9]{1,3}")
        ? Integer.parseInt(columns)
        : DEFAULT_WIDTH;
  }

  @Override
  public synchronized Task start(String what, String unit, long total) {
    Running task = new Running(new ProgressLine(what, unit, total, nanoClock.getAsLong()));
    open.push(task);
    return task;
  }

  @Override
  public synchronized void say(String line) {
    erase();
    out.println(ScreenText.of(line));
    out.flush();
    Running top = open.peek();
    if (terminal && top != null && top.shown) {
      draw(top);
    }
  }

  @Override
  public void advise(String sentence) {
    say(wording.render(sentence));
  }

  private void draw(Running task) {
    // One column stays free: a character in the last one would wrap on some terminals.
    String text = task.line.live(width - 1, nanoClock.getAsLong());
    out.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
    out.flush();
    drawn = text.length();
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\r" + " ".repeat(drawn) + "\r");
      drawn = 0;
    }
  }

  private final class Running implements Task {
    private final ProgressLine line;
    private boolean shown;
    private boolean closed;
    private long lastShown;

    Running(ProgressLine line) {
      this.line = line;
      // A terminal shows the first advance at once; a log waits, as most tasks are short.
      this.lastShown = line.started() - (terminal ? LIVE_NANOS : 0);
    }

    @Override
    public void advance(long done, String detail) {
      synchronized (ConsoleProgress.this) {
        if (closed) {
          return;
        }
        long now = nanoClock.getAsLong();
        line.advance(done, detail, now);
        if (open.peek() != this || now - lastShown < (terminal ? LIVE_NANOS : PLAIN_NANOS)) {
          return;
        }
        lastShown = now;
        if (terminal) {
          shown = true;
          draw(this);
        } else {
          out.println(line.plain(now));
          out.flush();
        }
      }
    }

    @Override
    public void close() {
      synchronized (ConsoleProgress.this) {
        if (closed) {
          return;
        }
        closed = true;
        open.remove(this);
        erase();
        out.println(line.last(nanoClock.getAsLong()));
        out.flush();
      }
    }
  }
}
