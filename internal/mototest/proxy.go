package mototest

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// Proxy stands in front of the emulator on a loopback port and does on the wire what AWS and
// networks do: short pages, errors, silence, broken connections.
type Proxy struct {
	URL string
	// Fault answers a request by itself; it returns false to let it pass. It may be called
	// from many goroutines.
	Fault func(w http.ResponseWriter, r Request) bool
	// PageSize is how many items a page has; 0 leaves pages alone.
	PageSize int

	mu sync.Mutex
	// split counts pages by operation.
	split map[string]int
	held  chan struct{}
}

// Request is what the proxy knows of a request.
type Request struct {
	// Operation is the API's name, such as DescribeVpcs; for REST services method and path.
	Operation string
	// Region is that of the signature.
	Region string
	HTTP   *http.Request
	body   []byte
}

// Form returns the parameters of a request in the query protocol.
func (r Request) Form() url.Values {
	form, _ := url.ParseQuery(string(r.body))
	return form
}

// StartProxy puts a proxy in front of a server until the test ends.
func StartProxy(t testing.TB, s *Server) *Proxy {
	t.Helper()
	target, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{split: map[string]int{}, held: make(chan struct{})}
	forward := httputil.NewSingleHostReverseProxy(target)
	forward.ModifyResponse = p.shorten
	forward.ErrorLog = log.New(io.Discard, "", 0) // clients that give up are part of the tests
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request := describe(r)
		if p.Fault != nil && p.Fault(w, request) {
			return
		}
		if p.PageSize > 0 {
			r.Header.Del("Accept-Encoding")
			r = r.WithContext(withRequest(r.Context(), request))
			p.unpage(r, request)
		}
		forward.ServeHTTP(w, r)
	}))
	p.URL = server.URL
	t.Cleanup(func() {
		close(p.held)
		server.CloseClientConnections()
		server.Close()
	})
	return p
}

func describe(r *http.Request) Request {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	d := Request{HTTP: r, body: body, Operation: r.Method + " " + r.URL.Path}
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		d.Operation = target[strings.LastIndex(target, ".")+1:]
	} else if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		d.Operation = form.Get("Action")
	}
	if scope := regexp.MustCompile(
		`Credential=[^/]+/\d+/([^/]+)/`,
	).FindStringSubmatch(r.Header.Get("Authorization")); scope != nil {
		d.Region = scope[1]
	}
	return d
}

// Hang never answers, until the client or the test gives up.
func (p *Proxy) Hang(r Request) bool {
	select {
	case <-p.held:
	case <-r.HTTP.Context().Done():
	}
	panic(http.ErrAbortHandler)
}

// Cut ends the connection in the middle of an answer.
func Cut(w http.ResponseWriter) bool {
	w.Header().Set("Content-Length", "1000")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write([]byte("<half an ans"))
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	panic(http.ErrAbortHandler)
}

// Answer answers with a status and a body.
func Answer(w http.ResponseWriter, status int, kind, body string) bool {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
	return true
}

// Throttle answers as a service of the request's protocol does that has had enough.
func Throttle(w http.ResponseWriter, r Request) bool {
	switch {
	case r.HTTP.Header.Get("X-Amz-Target") != "" || strings.Contains(r.HTTP.Header.Get("Content-Type"), "json"):
		return Answer(
			w,
			http.StatusBadRequest,
			"application/x-amz-json-1.1",
			`{"__type":"ThrottlingException","message":"slow down"}`,
		)
	case isREST(r.HTTP.UserAgent()):
		w.Header().Set("X-Amzn-Errortype", "TooManyRequestsException")
		return Answer(w, http.StatusTooManyRequests, "application/json", `{"Type":"User","Message":"slow down"}`)
	case strings.Contains(r.HTTP.UserAgent(), "api/s3"):
		return Answer(w, http.StatusServiceUnavailable, "application/xml", `<Error><Code>SlowDown</Code></Error>`)
	case strings.Contains(r.HTTP.UserAgent(), "api/ec2"):
		return Answer(
			w,
			http.StatusServiceUnavailable,
			"text/xml",
			`<Response><Errors><Error><Code>RequestLimitExceeded</Code></Error></Errors></Response>`,
		)
	}
	return Answer(
		w,
		http.StatusBadRequest,
		"text/xml",
		`<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code></Error></ErrorResponse>`,
	)
}

// isREST recognizes services whose errors come as JSON, named by a header.
func isREST(agent string) bool {
	return strings.Contains(agent, "api/lambda") || strings.Contains(agent, "api/efs") ||
		strings.Contains(agent, "api/backup")
}

// Split returns how many pages the proxy made of each operation's answers.
func (p *Proxy) Split() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := map[string]int{}
	for operation, n := range p.split {
		all[operation] = n
	}
	return all
}
