// Swagger UI over the one document of the whole. Calls go out with the session of the person who looks.
window.SwaggerUIBundle({
  url: '/api/v1/openapi',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  validatorUrl: null,
  requestInterceptor: (request) => {
    request.headers['X-Requested-With'] = 'lodestar';
    return request;
  },
});
