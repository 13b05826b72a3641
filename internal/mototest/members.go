package mototest

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
)

// membership is what the emulator does not keep of a cluster: its replication group, and its
// security groups. It is kept as the maintenance window, which nobody reads here.
func membership(replicationGroup string, securityGroups []string) string {
	return "member of " + replicationGroup + ": " + strings.Join(securityGroups, ",")
}

// withMembership puts what the emulator did not keep into the answer to DescribeCacheClusters, as
// ElastiCache gives it.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheCluster.html
func withMembership(request *http.Request, response *http.Response) (*http.Response, error) {
	if response.StatusCode != http.StatusOK ||
		awsmiddleware.GetOperationName(request.Context()) != "DescribeCacheClusters" {
		return response, nil
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	_ = response.Body.Close()
	window := regexp.MustCompile(`<PreferredMaintenanceWindow>member of ([^:]*): ([^<]*)</PreferredMaintenanceWindow>`)
	body = window.ReplaceAllFunc(body, func(text []byte) []byte {
		parts := window.FindSubmatch(text)
		var groups strings.Builder
		for _, id := range strings.Split(string(parts[2]), ",") {
			groups.WriteString("<member><SecurityGroupId>" + id + "</SecurityGroupId><Status>active</Status></member>")
		}
		return []byte(
			"<ReplicationGroupId>" + string(
				parts[1],
			) + "</ReplicationGroupId><SecurityGroups>" + groups.String() + "</SecurityGroups>",
		)
	})
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	response.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return response, nil
}
