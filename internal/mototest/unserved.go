package mototest

import (
	"io"
	"net/http"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
)

// unserved answers what the emulator does not serve as AWS answers it where there is none of it; nil for all else.
func unserved(request *http.Request) *http.Response {
	answers := map[string]string{
		"DescribeVpcBlockPublicAccessOptions": `<DescribeVpcBlockPublicAccessOptionsResponse><vpcBlockPublicAccessOptions>` +
			`<internetGatewayBlockMode>off</internetGatewayBlockMode></vpcBlockPublicAccessOptions></DescribeVpcBlockPublicAccessOptionsResponse>`,
		"GetInstanceMetadataDefaults": `<GetInstanceMetadataDefaultsResponse><accountLevel/></GetInstanceMetadataDefaultsResponse>`,
		"DescribeServerlessCaches":    `<DescribeServerlessCachesResponse><DescribeServerlessCachesResult><ServerlessCaches/></DescribeServerlessCachesResult></DescribeServerlessCachesResponse>`,
	}
	body, ok := answers[awsmiddleware.GetOperationName(request.Context())]
	if !ok {
		return nil
	}
	return &http.Response{
		Status:     "200 OK",
		StatusCode: http.StatusOK,
		Proto:      "HTTP/1.1",
		ProtoMajor: 1,
		ProtoMinor: 1,
		Request:    request,
		Header: http.Header{
			"Content-Type": {"text/xml"},
		},
		Body:          io.NopCloser(strings.NewReader(body)),
		ContentLength: int64(len(body)),
	}
}
