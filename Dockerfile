# archcheck alone, as nobody, without a shell. It reads plans as JSON; to show plan files it would need terraform or tofu.
# `bash ci/image` builds it, the same bytes from the same commit.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags="-s -w -buildid=" -o /archcheck ./cmd/archcheck

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /archcheck /usr/local/bin/archcheck
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/archcheck"]
CMD ["--help"]
