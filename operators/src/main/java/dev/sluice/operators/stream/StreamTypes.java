package dev.sluice.operators.stream;

import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.LocalTimeTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.TypeExtractor;

/**
 * Type information of the records that flow and of the records that state holds.
 *
 * <p>Flink's extractor knows records, decimals, instants, lists and maps, but takes a {@link
 * LocalDate} inside a record for a generic type (Kryo, which is switched off here). The extractor's
 * registry is static in each JVM, so whoever needs a type asks for it here: the registration has
 * then been made, on a TaskManager too.
 */
public final class StreamTypes {
  static {
    TypeExtractor.registerFactory(LocalDate.class, LocalDateTypeInfoFactory.class);
  }

  private StreamTypes() {}

  /** Makes the registration in this JVM; a topology calls it before its first stage. */
  public static void register() {
    // The static initializer has done it.
  }

  /** The type information of a record class. */
  public static <T> TypeInformation<T> of(Class<T> type) {
    return TypeInformation.of(type);
  }

  /** Gives Flink's own serializer for dates. */
  public static final class LocalDateTypeInfoFactory extends TypeInfoFactory<LocalDate> {
    @Override
    public TypeInformation<LocalDate> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> genericParameters) {
      return LocalTimeTypeInfo.LOCAL_DATE;
    }
  }
}
