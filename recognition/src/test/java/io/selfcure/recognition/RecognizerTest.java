package io.selfcure.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Preprocessing;
import io.selfcure.core.error.ModelException;
import io.selfcure.core.error.UsageException;
import io.selfcure.core.model.ModelDescription;
import io.selfcure.vision.Canvas;
import io.selfcure.vision.Picture;
import io.selfcure.vision.PictureDecoder;
import io.selfcure.vision.face.Alignment;
import io.selfcure.vision.face.Cropper;
import io.selfcure.vision.face.Detector;
import io.selfcure.vision.face.Face;
import io.selfcure.vision.face.FaceCutter;
import io.selfcure.vision.face.FaceFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a model that can be computed by hand: softmax of a linear map of the mean colour. */
@EnabledIf(
    value = "io.selfcure.vision.face.Detector#hasBlazeFace",
    disabledReason = "built without npm")
class RecognizerTest {

  private static final int SIZE = TinyDescriptions.SIZE;
  private static final float[][] COLOURS = TinyDescriptions.colours();
  private static final List<Picture> FACES = new ArrayList<>();

  @BeforeAll
  static void draw(@TempDir Path dir) {
    FACES.addAll(DrawnFaces.draw(dir, 6));
  }

  private static Recognizer open(ModelDescription about, Recognizer.Options options) {
    return Recognizer.open(TinyDescriptions.file(about), "tiny.onnx", options);
  }

  private static Recognizer open(Recognizer.Options options) {
    return open(TinyDescriptions.of(false, TinyDescriptions.aligned(64), 0, 0), options);
  }

  /** Means over a picture that has the network's size. */
  private static double[] means(byte[] rgb) {
    double[] mean = new double[3];
    for (int i = 0; i < rgb.length; i++) {
      mean[i % 3] += (rgb[i] & 255) / 255.0 / (rgb.length / 3.0);
    }
    return mean;
  }

  private static double[] expected(byte[] rgb) {
    double[] mean = means(rgb);
    double[] p = new double[8];
    double sum = 0;
    for (int c = 0; c < 8; c++) {
      double logit = 0;
      for (int k = 0; k < 3; k++) {
        logit += mean[k] * COLOURS[k][c];
      }
      p[c] = Math.exp(logit);
      sum += p[c];
    }
    for (int c = 0; c < 8; c++) {
      p[c] /= sum;
    }
    return p;
  }

  private static Picture noise(int seed, int height, int width) {
    byte[] rgb = new byte[height * width * 3];
    new Random(seed).nextBytes(rgb);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((rgb[i] & 255) * (seed + i % 3) / 9); // of another colour each
    }
    return new Picture(height, width, rgb);
  }

  @Test
  void scoresFacesThatWereCutOutAsTrainingShowsThem() {
    List<Picture> pictures =
        List.of(noise(1, SIZE, SIZE), noise(2, 48, 48), noise(3, 17, 90), noise(4, 200, 31));
    try (Recognizer recognizer = open(Recognizer.Options.DEFAULT.withBatch(3))) {
      List<RecognizedFace> faces = recognizer.recognizeFaces(pictures);
      assertThat(faces).hasSize(4);
      for (int i = 0; i < 4; i++) {
        Picture p = pictures.get(i);
        byte[] shown = PictureDecoder.resize(p.rgb(), p.height(), p.width(), 3, SIZE);
        assertThat(faces.get(i).probabilities()).containsExactly(expected(shown), within(1e-6));
        double[] mean = means(shown);
        assertThat(faces.get(i).weight().orElseThrow())
            .isCloseTo((mean[0] + mean[1] + mean[2]) / 3, within(1e-6));
        assertThat(faces.get(i).box().width()).isEqualTo(p.width());
        assertThat(faces.get(i).landmarks()).isNull();
      }
      assertThat(recognizer.recognizeFaces(List.of())).isEmpty();
    }
  }

  /** Aligned or not, grey or colour: what the file says is what is done. */
  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void cutsFacesOutAsTheModelWasTrained(boolean aligned, boolean grey) {
    Preprocessing how = aligned ? TinyDescriptions.aligned(64) : null;
    Cropper cropper =
        aligned
            ? new Cropper(Alignment.FIVE, 0.15, 64)
            : new Cropper(Alignment.NONE, 0.2, -0.1, SIZE);
    Picture photo = DrawnFaces.photo(0x306090, FACES.get(0), FACES.get(1));
    FaceCutter.Settings settings =
        new FaceCutter.Settings(
            new FaceFinder.Settings(Detector.BLAZEFACE, null, 40), cropper, FaceCutter.Which.ALL);
    try (Recognizer recognizer =
            open(
                TinyDescriptions.of(grey, how, 0.2, aligned ? 0 : -0.1),
                Recognizer.Options.DEFAULT);
        FaceCutter cutter = new FaceCutter(settings)) {
      Recognition answer = recognizer.recognize(photo);
      List<Picture> crops = cutter.cut(photo).crops().stream().map(c -> c.picture()).toList();
      assertThat(answer.faces()).hasSize(2).hasSameSizeAs(crops);
      for (int f = 0; f < 2; f++) {
        Picture crop = crops.get(f);
        byte[] shown =
            PictureDecoder.resize(
                grey ? luma(crop.rgb()) : crop.rgb(), crop.height(), crop.width(), 3, SIZE);
        assertThat(answer.faces().get(f).probabilities())
            .containsExactly(expected(shown), within(1e-6));
      }
      assertThat(answer.faces().get(0).landmarks()).isNotNull();
      assertThat(answer.faces().get(0).quality()).isNotNull();
      assertThat(answer.width()).isEqualTo(photo.width());
    }
  }

  private static byte[] luma(byte[] rgb) {
    byte[] grey = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      double y = 0.299 * (rgb[i] & 255) + 0.587 * (rgb[i + 1] & 255) + 0.114 * (rgb[i + 2] & 255);
      for (int k = 0; k < 3; k++) {
        grey[i + k] = (byte) Math.round(y);
      }
    }
    return grey;
  }

  @Test
  void answersAreTheSameTogetherAndAlone() {
    List<Picture> photos = new ArrayList<>();
    photos.add(noise(5, 100, 140)); // nobody in it
    for (int i = 0; i < 6; i++) {
      photos.add(
          i % 2 == 0
              ? DrawnFaces.photo(0x101010 * i, FACES.get(i))
              : DrawnFaces.photo(0x0a2040 * i, FACES.get(i), FACES.get(i - 1)));
    }
    try (Recognizer recognizer = open(Recognizer.Options.DEFAULT.withThreads(3).withBatch(4))) {
      List<Recognition> together = recognizer.recognizeAll(photos);
      List<Recognition> alone =
          IntStream.range(0, photos.size())
              .parallel()
              .mapToObj(i -> recognizer.recognize(photos.get(i)))
              .toList();
      assertThat(together).hasSize(7);
      for (int i = 0; i < 7; i++) {
        assertThat(together.get(i).faces()).hasSameSizeAs(alone.get(i).faces());
        assertThat(together.get(i).reason()).isEqualTo(alone.get(i).reason());
        for (int f = 0; f < together.get(i).faces().size(); f++) {
          assertThat(together.get(i).faces().get(f).probabilities())
              .containsExactly(alone.get(i).faces().get(f).probabilities(), within(1e-6));
        }
      }
      assertThat(together.get(0).reason()).isEqualTo("no face was found");
      assertThat(together.get(2).faces()).hasSize(2);
    }
  }

  /** In a large picture faces are looked for in a shrunken one, and found where they are. */
  @Test
  void facesAreFoundInLargePictures() {
    Picture photo = DrawnFaces.photo(0x506070, FACES.get(3), FACES.get(4));
    Picture large = Canvas.enlarged(photo, 5); // 2800 pixels wide: faces from 87 are looked for
    try (Recognizer recognizer = open(Recognizer.Options.DEFAULT);
        Recognizer thorough = open(Recognizer.Options.DEFAULT.withMinFace(40))) {
      List<RecognizedFace> small = recognizer.recognize(photo).faces();
      List<RecognizedFace> quick = recognizer.recognize(large).faces();
      List<RecognizedFace> slow = thorough.recognize(large).faces();
      assertThat(quick).hasSize(2);
      assertThat(slow).hasSize(2);
      for (int f = 0; f < 2; f++) {
        assertThat(Face.overlap(quick.get(f).box(), slow.get(f).box())).isGreaterThan(0.9);
        assertThat(quick.get(f).box().width() / small.get(f).box().width())
            .isCloseTo(5, within(0.5f));
      }
    }
  }

  @Test
  void isUnsureBelowTheThreshold() {
    Picture face = noise(7, SIZE, SIZE);
    double confidence;
    try (Recognizer recognizer = open(Recognizer.Options.DEFAULT)) {
      RecognizedFace answer = recognizer.recognizeFaces(List.of(face)).get(0);
      confidence = answer.confidence();
      assertThat(answer.abstained()).isFalse();
      assertThat(answer.ranking().get(0)).isEqualTo(answer.top());
      assertThat(answer.probabilities()[answer.ranking().get(7)])
          .isEqualTo(java.util.Arrays.stream(answer.probabilities()).min().orElseThrow());
    }
    for (double off : new double[] {-0.01, 0.01}) {
      try (Recognizer recognizer =
          open(Recognizer.Options.DEFAULT.withAbstainBelow(confidence + off))) {
        assertThat(recognizer.recognizeFaces(List.of(face)).get(0).abstained()).isEqualTo(off > 0);
      }
    }
  }

  @Test
  void speaksInOtherProgramsWords() {
    try (Recognizer recognizer = open(Recognizer.Options.DEFAULT)) {
      RecognizedFace own = recognizer.recognizeFaces(List.of(noise(2, SIZE, SIZE))).get(0);
      RecognizedFace other = own.in(LabelStyle.DEEPFACE);
      assertThat(other.labels().names())
          .containsExactly("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");
      double without = 1 - own.probabilities()[7];
      assertThat(other.probabilities()[3])
          .isEqualTo(own.probabilities()[1] / without, within(1e-6));
      assertThat(other.probabilities()[0])
          .isEqualTo(own.probabilities()[4] / without, within(1e-6));
      assertThat(own.in(LabelStyle.FERPLUS)).isSameAs(own);
    }
    assertThatThrownBy(() -> LabelStyle.PYFEAT.labels(LabelSet.of("calm", "angry")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("disgust");
  }

  @Test
  void refusesWhatIsNoModelOfOurs(@TempDir Path dir) throws IOException {
    ModelDescription about = TinyDescriptions.of(false, null, 0, 0);
    Path text = Files.writeString(dir.resolve("a.onnx"), "not a graph");
    assertThatThrownBy(() -> Recognizer.open(text))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("a.onnx")
        .hasMessageContaining("is no ONNX model");
    assertThatThrownBy(() -> Recognizer.open(dir.resolve("none.onnx")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is missing");
    refused(TinyModel.of(Map.of(), SIZE, COLOURS, true), "selfcure.");
    Map<String, String> later = new LinkedHashMap<>(about.toMetadata());
    later.put("selfcure.format", "2");
    refused(TinyModel.of(later, SIZE, COLOURS, true), "2");
    refused(TinyModel.of(about.toMetadata(), 48, COLOURS, true), "'images'");
    float[][] three = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    refused(TinyModel.of(about.toMetadata(), SIZE, three, true), "'probabilities'");
  }

  private static void refused(byte[] file, String because) {
    assertThatThrownBy(() -> Recognizer.open(file, "m.onnx", Recognizer.Options.DEFAULT).close())
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("m.onnx: ")
        .hasMessageContaining(because);
  }

  @Test
  void refusesNumbersThatAreNone() {
    float[][] colours = new float[3][8];
    colours[0][2] = Float.NaN;
    byte[] file = TinyModel.of(TinyDescriptions.of(false, null, 0, 0), colours, false);
    try (Recognizer recognizer = Recognizer.open(file, "m.onnx", Recognizer.Options.DEFAULT)) {
      List<Picture> one = List.of(noise(3, SIZE, SIZE));
      assertThatThrownBy(() -> recognizer.recognizeFaces(one))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("NaN");
    }
  }

  @Test
  void facesOfAnotherDetectorsModelAreRefused() {
    Preprocessing here = TinyDescriptions.aligned(64);
    Preprocessing other =
        new Preprocessing(
            here.detector(), "0".repeat(64), here.align(), here.template(), here.margin(), 64);
    try (Recognizer recognizer =
        open(TinyDescriptions.of(false, other, 0, 0), Recognizer.Options.DEFAULT)) {
      assertThatThrownBy(() -> recognizer.recognize(FACES.get(0)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("0".repeat(64));
      assertThat(recognizer.recognizeFaces(List.of(FACES.get(0))))
          .as("needs no detector")
          .hasSize(1);
    }
    Recognizer.Options yunet = Recognizer.Options.DEFAULT.withYunet(Path.of("yunet.onnx"));
    assertThatThrownBy(() -> open(TinyDescriptions.of(false, here, 0, 0), yunet))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void nativesAreUnpackedOnce() {
    open(Recognizer.Options.DEFAULT).close();
    String place = System.getProperty("onnxruntime.native.path");
    assertThat(place).as("not a directory of this process").isNotNull();
    assertThat(Path.of(place, System.mapLibraryName("onnxruntime"))).isRegularFile();
    assertThat(Path.of(place).getFileName().toString()).startsWith("onnxruntime-");
  }

  @Test
  void isClosedOnceAndForAll() {
    Recognizer recognizer = open(Recognizer.Options.DEFAULT);
    recognizer.warmUp();
    recognizer.close();
    recognizer.close();
    assertThatThrownBy(() -> recognizer.recognize(FACES.get(0)))
        .isInstanceOf(IllegalStateException.class);
  }
}
