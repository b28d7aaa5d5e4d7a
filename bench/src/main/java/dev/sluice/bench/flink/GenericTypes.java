package dev.sluice.bench.flink;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.BasicArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.LocalTimeTypeInfo;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.typeutils.EnumTypeInfo;
import org.apache.flink.api.java.typeutils.MapTypeInfo;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Gives a job's record types Flink's generic POJO serializer: what the job would have had if nobody
 * had written serializers. The job itself is not changed.
 */
final class GenericTypes {
  private GenericTypes() {}

  /** Replaces the types of all streams of records in an environment. */
  static void replaceIn(StreamExecutionEnvironment env) {
    Deque<Transformation<?>> open = new ArrayDeque<>(env.getTransformations());
    Set<Transformation<?>> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Transformation<?> transformation = open.pop();
      if (seen.add(transformation)) {
        open.addAll(transformation.getInputs());
        Class<?> type = transformation.getOutputType().getTypeClass();
        if (type.isRecord()) {
          set(transformation, of(type));
        }
      }
    }
  }

  /** Flink does not let a type be set twice by its API. */
  private static void set(Transformation<?> transformation, TypeInformation<?> type) {
    try {
      Field field = Transformation.class.getDeclaredField("outputType");
      field.setAccessible(true);
      field.set(transformation, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Flink keeps a stream's type elsewhere", e);
    }
  }

  /**
   * The generic type information of a record class, whatever factories are registered.
   *
   * @throws IllegalArgumentException for a component that is of none of the types that stream
   *     records have
   */
  static <T> TypeInformation<T> of(Class<T> type) {
    List<PojoField> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      try {
        Field field = type.getDeclaredField(component.getName());
        fields.add(new PojoField(field, component(component.getGenericType())));
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(component + " has a field", e);
      }
    }
    return new PojoTypeInfo<>(type, fields);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static TypeInformation<?> component(Type generic) {
    if (generic instanceof ParameterizedType of && of.getRawType() == Map.class) {
      Type[] entry = of.getActualTypeArguments();
      return new MapTypeInfo<>(component(entry[0]), component(entry[1]));
    }
    Class<?> type = (Class<?>) generic;
    if (type.isRecord()) {
      return of(type);
    }
    if (type.isEnum()) {
      return new EnumTypeInfo(type);
    }
    if (type == Instant.class) {
      return BasicTypeInfo.INSTANT_TYPE_INFO;
    }
    if (type == LocalDate.class) {
      return LocalTimeTypeInfo.LOCAL_DATE;
    }
    TypeInformation<?> known =
        type.isArray()
            ? type.getComponentType().isPrimitive()
                ? PrimitiveArrayTypeInfo.getInfoFor(type)
                : BasicArrayTypeInfo.getInfoFor(type)
            : BasicTypeInfo.getInfoFor(type);
    if (known == null) {
      throw new IllegalArgumentException(
          "type: "
              + type.getName()
              + ", expected a record, an enum, a time, a map or a basic type");
    }
    return known;
  }
}
