import io.selfcure.recognition.RecognizedFace;
import io.selfcure.recognition.Recognizer;
import java.nio.file.Path;

/** Prints what the faces of a photo express. */
public class Embed {
  public static void main(String[] args) {
    try (Recognizer recognizer = Recognizer.open()) {
      for (RecognizedFace face : recognizer.recognize(Path.of(args[0])).faces()) {
        System.out.printf("%s %.2f at %s%n", face.label(), face.confidence(), face.box());
      }
    }
  }
}
