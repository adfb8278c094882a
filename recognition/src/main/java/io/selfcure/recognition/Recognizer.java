package io.selfcure.recognition;

import io.selfcure.core.data.Box;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.model.BuiltInModel;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.PictureFiles;
import io.selfcure.vision.face.FaceCrop;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.FaceFinder;
import io.selfcure.vision.face.InOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the expressions of faces: finds the faces of a picture, cuts them out, and scores them
 * with a model that this program exported. Faces are treated as the model's training pictures were:
 * its file says which detector, alignment, margin, size and colours that takes, and nothing here
 * can be set otherwise.
 *
 * <p>Safe from several threads. Holds native memory until it is closed; closing waits for what is
 * at work. Make one and keep it: opening takes longer than recognising.
 */
public final class Recognizer implements AutoCloseable {

  /**
   * How to go about it.
   *
   * @param threads pictures worked on at once by {@link #recognizeAll}, and threads of one run of
   *     the network; 1 or more
   * @param batch faces at most in one run of the network, 1 or more: more take more memory
   * @param minFace the width of the smallest face to look for, pixels, {@value
   *     FaceFinder#LEAST_FACE} or more: the smaller, the longer a large picture takes; {@link
   *     #BY_PICTURE}: 40, or a 32nd of a larger picture's longer side
   * @param faces which faces of a picture
   * @param abstainBelow a face of which the confidence is below it is marked as abstained, 0 to 1;
   *     0: none is
   * @param yunet YuNet's ONNX file, for a model of which the training faces were found by it; null
   *     for others
   */
  public record Options(
      int threads,
      int batch,
      int minFace,
      FaceCutter.Which faces,
      double abstainBelow,
      @Nullable Path yunet) {

    /** For {@code minFace}: by each picture's size. */
    public static final int BY_PICTURE = 0;

    /**
     * All processors, batches of 32, all faces, their least size by the picture, always answering.
     */
    public static final Options DEFAULT =
        new Options(
            Runtime.getRuntime().availableProcessors(),
            32,
            BY_PICTURE,
            FaceCutter.Which.ALL,
            0,
            null);

    /** Checks the figures. */
    public Options {
      requireOne("threads", threads);
      requireOne("batch", batch);
      if (!(abstainBelow >= 0 && abstainBelow <= 1)) {
        throw new UsageException(
            "{abstain-below}", abstainBelow + " is not in 0..1", "give a probability such as 0.5");
      }
    }

    private static void requireOne(String name, int value) {
      if (value < 1) {
        throw new UsageException("{" + name + "}", value + " is not 1 or more", "give a number");
      }
    }

    /** The same with another number of threads. */
    public Options withThreads(int n) {
      return new Options(n, batch, minFace, faces, abstainBelow, yunet);
    }

    /** The same with other batches. */
    public Options withBatch(int n) {
      return new Options(threads, n, minFace, faces, abstainBelow, yunet);
    }

    /** The same with another smallest face. */
    public Options withMinFace(int pixels) {
      return new Options(threads, batch, pixels, faces, abstainBelow, yunet);
    }

    /** The same with other faces of a picture. */
    public Options withFaces(FaceCutter.Which which) {
      return new Options(threads, batch, minFace, which, abstainBelow, yunet);
    }

    /** The same with another threshold of confidence. */
    public Options withAbstainBelow(double confidence) {
      return new Options(threads, batch, minFace, faces, confidence, yunet);
    }

    /** The same with YuNet's file. */
    public Options withYunet(@Nullable Path file) {
      return new Options(threads, batch, minFace, faces, abstainBelow, file);
    }
  }

  private final String name;
  private final String sha256;
  private final Options options;
  private final Network network;
  private final FaceTreatment treatment;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private Recognizer(byte[] file, String name, Options options) {
    this.name = name;
    this.options = options;
    MessageDigest digest = Outputs.sha256();
    digest.update(file);
    sha256 = Outputs.hex(digest);
    network = Network.open(file, name, options.threads());
    try {
      treatment = new FaceTreatment(network.description(), name, options);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Opens the model that comes with the program, with {@link Options#DEFAULT}. */
  public static Recognizer open() {
    return open(Options.DEFAULT);
  }

  /**
   * Opens the model that comes with the program.
   *
   * @throws UsageException when the options contradict the model
   */
  public static Recognizer open(Options options) {
    return open(BuiltInModel.bytes(), BuiltInModel.NAME, options);
  }

  /**
   * Opens a model file with {@link Options#DEFAULT}.
   *
   * @throws ModelException when it is missing or is no model of this program
   */
  public static Recognizer open(Path file) {
    return open(file, Options.DEFAULT);
  }

  /**
   * Opens a model file.
   *
   * @throws ModelException when it is missing or is no model of this program
   * @throws UsageException when the options contradict the model
   */
  public static Recognizer open(Path file, Options options) {
    return new Recognizer(Network.read(file), file.toString(), options);
  }

  /**
   * Opens a model.
   *
   * @param file the whole file
   * @param name what to call it
   * @throws ModelException when it is no model of this program
   * @throws UsageException when the options contradict the model
   */
  public static Recognizer open(byte[] file, String name, Options options) {
    return new Recognizer(file, name, options);
  }

  /** What the model's file says of it. */
  public ModelDescription description() {
    return network.description();
  }

  /** What the model is called: its file's name as it was given. */
  public String name() {
    return name;
  }

  /** SHA-256 of the model's file, lower-case hex. */
  public String sha256() {
    return sha256;
  }

  /** How it goes about it. */
  public Options options() {
    return options;
  }

  /**
   * Recognises the wanted faces of a picture.
   *
   * @throws ModelException when the detector or the model cannot be used
   */
  public Recognition recognize(Picture picture) {
    return score(List.of(find(picture))).get(0);
  }

  /**
   * Recognises the wanted faces of a picture file: JPEG, PNG, BMP, WebP or TIFF, turned as its EXIF
   * data say.
   *
   * @throws io.selfcure.core.error.DataException when it is missing, damaged, too large or no
   *     picture
   * @throws ModelException when the detector or the model cannot be used
   */
  public Recognition recognize(Path file) {
    return recognize(PictureDecoder.decode(PictureFiles.read(file), file.toString()));
  }

  /**
   * Recognises the wanted faces of several pictures: faces are found on as many threads as the
   * options say and scored together.
   *
   * @return one answer per picture, in order
   * @throws ModelException when the detector or the model cannot be used
   */
  public List<Recognition> recognizeAll(List<Picture> pictures) {
    List<Found> found = new ArrayList<>();
    int threads = Math.min(options.threads(), Math.max(1, pictures.size()));
    InOrder.each(pictures.iterator(), threads, this::find, (picture, f) -> found.add(f));
    return score(found);
  }

  /**
   * Scores pictures that show one face each, cut out already as the model's training faces were:
   * what {@code faces} writes, or the pictures of a data set. They are scaled to the network's
   * size, and their shape is not kept, as in training.
   *
   * @return one answer per picture, in order
   * @throws ModelException when the model cannot be used
   */
  public List<RecognizedFace> recognizeFaces(List<Picture> faces) {
    Network.Scores scores = scores(faces);
    List<RecognizedFace> all = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      Box whole = new Box(0, 0, faces.get(i).width(), faces.get(i).height());
      double[] p = scores.probabilities().get(i);
      all.add(
          new RecognizedFace(
              whole, 1, null, description().labels(), p, scores.weight(i), null, abstains(p)));
    }
    return all;
  }

  /**
   * Finds the wanted faces of a picture and cuts them out: the first half of {@link #recognize},
   * for who has a pipeline of their own.
   *
   * @throws ModelException when the detector cannot be used
   */
  public Found find(Picture picture) {
    return whileOpen(
        () -> {
          long began = System.nanoTime();
          FaceCutter.Result result = treatment.cut(picture);
          double millis = (System.nanoTime() - began) / 1e6;
          return new Found(
              picture.width(), picture.height(), result.crops(), result.reason(), millis);
        });
  }

  /**
   * Scores the faces of several pictures together: the second half of {@link #recognize}.
   *
   * @return one answer per picture, in order
   * @throws ModelException when the model cannot be used
   */
  public List<Recognition> score(List<Found> pictures) {
    List<FaceCrop> crops = pictures.stream().flatMap(f -> f.crops().stream()).toList();
    long began = System.nanoTime();
    Network.Scores scores = scores(crops.stream().map(FaceCrop::picture).toList());
    double millis = (System.nanoTime() - began) / 1e6;
    List<Recognition> all = new ArrayList<>();
    int next = 0;
    for (Found f : pictures) {
      List<RecognizedFace> faces = new ArrayList<>();
      for (FaceCrop crop : f.crops()) {
        faces.add(face(crop, scores, next++));
      }
      double share = crops.isEmpty() ? 0 : millis * f.crops().size() / crops.size();
      all.add(new Recognition(f.width(), f.height(), faces, f.reason(), f.millis(), share));
    }
    return all;
  }

  private RecognizedFace face(FaceCrop crop, Network.Scores scores, int i) {
    double[] p = scores.probabilities().get(i);
    return new RecognizedFace(
        crop.face().box(),
        crop.face().score(),
        crop.face().landmarks(),
        description().labels(),
        p,
        scores.weight(i),
        crop.quality(),
        abstains(p));
  }

  private boolean abstains(double[] probabilities) {
    for (double p : probabilities) {
      if (p >= options.abstainBelow()) {
        return false;
      }
    }
    return true;
  }

  private Network.Scores scores(List<Picture> faces) {
    int size = description().inputSize();
    boolean grey = description().grey();
    List<byte[]> pixels = new ArrayList<>(faces.size());
    for (Picture face : faces) {
      pixels.add((grey ? face.toGrey() : face).resized(size).rgb());
    }
    return whileOpen(() -> network.run(pixels, options.batch()));
  }

  /**
   * Loads the detector and runs network and detector once, so that the first picture takes no
   * longer than others.
   */
  public void warmUp() {
    int size = description().inputSize();
    Picture blank = new Picture(size, size, new byte[size * size * 3]);
    recognizeFaces(List.of(blank));
    find(blank);
  }

  private <T> T whileOpen(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the recognizer is closed");
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Frees the native memory, once nothing is at work; a second time does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      treatment.close();
      network.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
