package dev.sluice.connectors.llm;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/** Stops reading an answer, good or bad, where it is longer than any sensible one. */
final class BoundedAnswers implements Interceptor {
  private final long mostBytes;

  BoundedAnswers(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The answer was longer than is read. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(long mostBytes) {
      super("answer is longer than " + mostBytes + " bytes");
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    ResponseBody body = response.body();
    return body == null ? response : response.newBuilder().body(new Bounded(body)).build();
  }

  private final class Bounded extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    Bounded(ResponseBody body) {
      this.body = body;
      this.source = Okio.buffer(new Counting(body.source()));
    }

    @Override
    public MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }

  private final class Counting extends ForwardingSource {
    private long read;

    Counting(BufferedSource source) {
      super(source);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long more = super.read(sink, byteCount);
      read += Math.max(0, more);
      if (read > mostBytes) {
        throw new TooLongException(mostBytes);
      }
      return more;
    }
  }
}
