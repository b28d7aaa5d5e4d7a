package dev.sluice.operators.analysis;

import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.LocalTimeTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.TypeExtractor;

/**
 * Type information of the analysis stage's records, without Kryo.
 *
 * <p>Flink has a serializer for {@link LocalDate} but its extractor does not find it inside a
 * record; it is told so here, before the first record is looked at.
 */
final class AnalysisTypes {
  static {
    TypeExtractor.registerFactory(LocalDate.class, LocalDates.class);
  }

  private AnalysisTypes() {}

  /** The type information of a record or state class of this stage. */
  static <T> TypeInformation<T> of(Class<T> type) {
    return TypeInformation.of(type);
  }

  /** Leads the extractor to the serializer that Flink has. */
  public static final class LocalDates extends TypeInfoFactory<LocalDate> {
    @Override
    public TypeInformation<LocalDate> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> genericParameters) {
      return LocalTimeTypeInfo.LOCAL_DATE;
    }
  }
}
