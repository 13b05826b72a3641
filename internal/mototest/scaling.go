package mototest

import (
	"bytes"
	"io"
	"net/http"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
)

// withoutScaling answers, for a service whose scaling the emulator does not know, that nothing of it is scaled.
func withoutScaling(request *http.Request, response *http.Response) (*http.Response, error) {
	if response.StatusCode != http.StatusBadRequest ||
		awsmiddleware.GetOperationName(request.Context()) != "DescribeScalableTargets" {
		return response, nil
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	_ = response.Body.Close()
	if bytes.Contains(body, []byte("serviceNamespace")) && bytes.Contains(body, []byte("elasticache")) {
		body, response.StatusCode = []byte(`{"ScalableTargets":[]}`), http.StatusOK
		response.Header.Del("X-Amzn-Errortype")
	}
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	response.Header.Del("Content-Length")
	return response, nil
}
