// Package mototest starts the AWS emulator moto for tests and builds architectures on it
// through the SDK. A test that needs it fails without it.
package mototest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

// Root is the root of the checkout.
func Root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..")
}

// Server is a running emulator.
type Server struct{ URL string }

// Start runs the emulator that .ci/test installs into the checkout until stop is called.
func Start() (s *Server, stop func(), err error) {
	program := filepath.Join(Root(), ".tools", "moto", "bin", "moto_server")
	if _, err := os.Stat(program); err != nil {
		return nil, nil, fmt.Errorf("start the emulator: %w; `bash .ci/test` installs it", err)
	}
	port, err := freePort()
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.Command(program, "-H", "127.0.0.1", "-p", port)
	cmd.Env = append(
		os.Environ(),
		"MOTO_ECS_SERVICE_RUNNING=3",
		"MOTO_ACM_VALIDATION_WAIT=0",
		"MOTO_EC2_LOAD_DEFAULT_AMIS=false",
		"PYTHONWARNINGS=ignore",
	)
	if err := cmd.Start(); err != nil {
		return nil, nil, fmt.Errorf("start the emulator: %w", err)
	}
	stop = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	s = &Server{URL: "http://127.0.0.1:" + port}
	const patience = 60 * time.Second
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if response, err := http.Get(s.URL + "/moto-api/data.json"); err == nil {
			_ = response.Body.Close()
			return s, stop, nil
		}
	}
	stop()
	return nil, nil, errors.New("start the emulator: it does not answer")
}

func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

// Config is a way into an account of the emulator: each account has a state of its own.
func (s *Server) Config(account, region string) aws.Config {
	cfg := s.ConfigOf("test", "test", region)
	cfg.HTTPClient = inAccount{cfg.HTTPClient, account}
	return cfg
}

// ConfigOf is the way in of an access key. Each request has a connection of its own: one that
// the emulator closes between two requests would make the SDK send a creation twice.
func (s *Server) ConfigOf(key, secret, region string) aws.Config {
	client := awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) { t.DisableKeepAlives = true })
	cfg, err := config.LoadDefaultConfig(
		context.Background(),
		config.WithRegion(region),
		config.WithBaseEndpoint(s.URL),
		config.WithHTTPClient(client),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(key, secret, "")),
	)
	if err != nil {
		panic(err)
	}
	cfg.HTTPClient = Loopback{cfg.HTTPClient}
	return cfg
}

// inAccount seeds an account by the emulator's own header.
type inAccount struct {
	aws.HTTPClient
	account string
}

// Do implements aws.HTTPClient.
func (c inAccount) Do(request *http.Request) (*http.Response, error) {
	request.Header.Set("x-moto-account-id", c.account)
	return c.HTTPClient.Do(request)
}

// Loopback refuses requests to any other machine, and completes what the emulator answers.
type Loopback struct{ aws.HTTPClient }

// Do implements aws.HTTPClient.
func (c Loopback) Do(request *http.Request) (*http.Response, error) {
	if err := onLoopback(request.URL); err != nil {
		return nil, err
	}
	if response := unserved(request); response != nil {
		return response, nil
	}
	response, err := whenWritten(c.HTTPClient, request)
	if err != nil {
		return nil, err
	}
	if response, err = withoutScaling(request, response); err != nil {
		return nil, err
	}
	return withMembership(request, response)
}

// whenWritten hands over an answer once its request is written to the end. The SDK closes the body of a request as soon as
// it has the answer: on a busy machine the transport still asks it whether it was all, and gives up the connection, with
// it the rest of the answer, where it hears of no end.
func whenWritten(client aws.HTTPClient, request *http.Request) (*http.Response, error) {
	written := make(chan struct{}, 1)
	trace := httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) {
		select {
		case written <- struct{}{}:
		default:
		}
	}}
	response, err := client.Do(request.WithContext(httptrace.WithClientTrace(request.Context(), &trace)))
	if err != nil {
		return nil, err
	}
	select {
	case <-written:
	case <-request.Context().Done():
	case <-time.After(time.Second): // it did not come from a connection
	}
	return response, nil
}

func onLoopback(u *url.URL) error {
	if ip := net.ParseIP(u.Hostname()); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("the test left loopback: a request to %s", u.Host)
	}
	return nil
}

// Environment sets what a scan of an account needs: the endpoint, and a profile whose role
// leads into the account. It clears what the machine may have set.
func (s *Server) Environment(t testing.TB, accounts ...string) {
	t.Helper()
	folder := t.TempDir()
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			_ = os.Unsetenv(name)
		}
	}
	var profiles strings.Builder
	profiles.WriteString("[profile base]\nregion = us-east-1\naws_access_key_id = test\naws_secret_access_key = test\n")
	for _, account := range accounts {
		fmt.Fprintf(
			&profiles,
			"[profile a%s]\nregion = us-east-1\nsource_profile = base\nrole_arn = arn:aws:iam::%s:role/scan\n",
			account,
			account,
		)
	}
	file := filepath.Join(folder, "config")
	if err := os.WriteFile(file, []byte(profiles.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", file)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(folder, "credentials"))
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_ENDPOINT_URL", s.URL)
}
