package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginUserTest {
  @Test
  void leavesAUserThatHasANameAlone() {
    assertThat(LoginUser.replacement("ada", Map.of("HADOOP_USER_NAME", "other"))).isEmpty();
  }

  @Test
  void namesAUserIdWithoutOne() {
    assertThat(LoginUser.replacement("?", Map.of())).hasValue("unnamed");
    assertThat(LoginUser.replacement("", Map.of("SPARK_USER", " "))).hasValue("unnamed");
    assertThat(LoginUser.replacement("?", Map.of("SPARK_USER", "etl"))).hasValue("etl");
    assertThat(LoginUser.replacement("?", Map.of("SPARK_USER", "etl", "HADOOP_USER_NAME", "ada")))
        .hasValue("ada");
  }
}
