package io.selfcure.training.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.training.network.Architecture;
import io.selfcure.training.network.ResNet18;
import io.selfcure.training.network.Stem;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.runtime.Values;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ViewTest {

  private static final int N = 4;
  private static final int CLASSES = 3;

  @BeforeAll
  static void load() {
    Torch.load();
  }

  private static ResNet18 network() {
    return new ResNet18(new Architecture(CLASSES, Stem.STRIDE2, 0.125, 0, true, 1), 1);
  }

  private static Tensor images() {
    torch.manual_seed(3);
    return torch.randn(N, 3, 32, 32);
  }

  @Test
  void withoutAWeightItIsTheNetworksFeatures() {
    View view = View.of(network(), images(), false, 0);
    assertThat(view.consistency()).isNull();
    assertThat(Values.floats(view.features()))
        .isEqualTo(Values.floats(network().features(images(), true)));
    Tensor loss = torch.tensor(1.5f);
    assertThat(view.with(loss)).isSameAs(loss);
  }

  @Test
  void theConsistencyIsTheMeanSquareBetweenActivationMapsLaidOverEachOther() {
    ResNet18 network = network();
    View view = View.of(network, images(), false, 2);
    Tensor consistency = Objects.requireNonNull(view.consistency());

    Tensor maps = network.maps(torch.cat(new TensorVector(images(), images().flip(3)), 0), true);
    int d = (int) maps.size(1);
    int side = (int) maps.size(2);
    float[] m = Values.floats(maps);
    float[] w = Values.floats(network.state().get("fc.weight"));
    double sum = 0;
    for (int n = 0; n < N; n++) {
      for (int c = 0; c < CLASSES; c++) {
        for (int y = 0; y < side; y++) {
          for (int x = 0; x < side; x++) {
            double plain = 0;
            double mirrored = 0;
            for (int k = 0; k < d; k++) {
              plain += w[c * d + k] * m[((n * d + k) * side + y) * side + x];
              mirrored += w[c * d + k] * m[(((N + n) * d + k) * side + y) * side + (side - 1 - x)];
            }
            sum += (plain - mirrored) * (plain - mirrored);
          }
        }
      }
    }
    double mean = sum / (N * CLASSES * side * side);
    assertThat(side).isGreaterThan(1);
    assertThat(consistency.item_double()).isCloseTo(2 * mean, Offset.offset(1e-4 * mean));
    assertThat(view.with(torch.tensor(1f)).item_double())
        .isCloseTo(1 + 2 * mean, Offset.offset(1e-5));
    assertThat(view.features().size(0)).isEqualTo(N);
  }

  @Test
  void trainingByItBringsPictureAndMirrorImageTogether() {
    ResNet18 network = network();
    double before = -1;
    double after = -1;
    for (int i = 0; i < 20; i++) {
      Tensor loss = Objects.requireNonNull(View.of(network, images(), false, 1).consistency());
      after = loss.item_double();
      before = before < 0 ? after : before;
      loss.backward();
      for (String name : network.state().parameterNames()) {
        Tensor p = network.state().get(name);
        if (p.grad().defined()) {
          p.detach().sub_(p.grad().mul(new org.bytedeco.pytorch.Scalar(0.05)));
          p.grad().zero_();
        }
      }
    }
    assertThat(after).isLessThan(before / 2);
  }
}
