import io.selfcure.core.error.SelfcureException;
import io.selfcure.recognition.Recognition;
import io.selfcure.recognition.RecognizedFace;
import io.selfcure.recognition.Recognizer;
import java.nio.file.Path;

/** Prints what the faces of photos express. */
public class Embed {
  public static void main(String[] photos) {
    try (Recognizer recognizer = Recognizer.open()) {
      for (String photo : photos) {
        Recognition answer = recognizer.recognize(Path.of(photo));
        for (RecognizedFace face : answer.faces()) {
          System.out.printf("%s: %s %.2f%n", photo, face.label(), face.confidence());
        }
      }
    } catch (SelfcureException e) {
      System.err.println(e.getMessage());
    }
  }
}
